// SPDX-License-Identifier: Apache-2.0
#include "client/chatstream.h"
#include "scriptedserver.h"

#include <QTest>

using namespace streamgauge;

namespace {

constexpr TimePoint start {};

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// An event whose JSON has ' for \".
QByteArray json(QByteArray text)
{
    return sseEvent(text.replace('\'', '"'));
}

/// The reads arrive 10 ms apart, the first at 10 ms; the stream then ends cleanly.
RequestRecord recordOf(const QList<QByteArray> &reads, Api api = Api::Chat)
{
    static ChatChunkParser parser;
    ChatStream stream(parser, api);
    TimePoint at = start;
    for (const QByteArray &read : reads) {
        at += 10ms;
        if (!stream.feed(view(read), at))
            break;
    }
    stream.finish();
    RequestRecord record;
    record.sent = RunTime::zero();
    record.end = at - start;
    transferTo(record, std::move(stream.progress()), start);
    return record;
}

/// A line of Ollama's; its JSON has ' for \".
QByteArray line(QByteArray text)
{
    return text.replace('\'', '"') + '\n';
}

/// An event of the Responses API; its JSON has ' for \".
QByteArray response(const QByteArray &type, QByteArray fields = {})
{
    return "event: " + type + "\ndata: {\"type\":\"" + type + '"' + fields.replace('\'', '"') + "}\n\n";
}

int ms(const std::optional<RunTime> &time)
{
    return time ? static_cast<int>(duration_cast<milliseconds>(*time).count()) : -1;
}

QString errorKind(const RequestRecord &record)
{
    return record.error ? record.error->kind : QString();
}

}

class TestChatStream : public QObject
{
    Q_OBJECT

    static void addColumnsOfAnAnswer()
    {
        QTest::addColumn<QList<QByteArray>>("reads");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("finish");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reasoning");
        QTest::addColumn<int>("chunks");
        QTest::addColumn<int>("firstToken_ms");
        QTest::addColumn<int>("outputTokens");
        QTest::addColumn<int>("promptTokens");
        QTest::addColumn<QString>("evidence");
    }

    static void checkAnswer(const RequestRecord &record)
    {
        QTEST(errorKind(record), "kind");
        QTEST(record.finish, "finish");
        QTEST(record.text, "text");
        QTEST(record.reasoning, "reasoning");
        QTEST(record.chunks, "chunks");
        QTEST(ms(record.firstToken), "firstToken_ms");
        QTEST(record.outputTokens.value_or(-1), "outputTokens");
        QTEST(record.promptTokens.value_or(-1), "promptTokens");
        QTEST(toString(record.evidence), "evidence");
    }

private Q_SLOTS:
    void times_data()
    {
        QTest::addColumn<QList<QByteArray>>("reads");
        QTest::addColumn<int>("firstFrame_ms");
        QTest::addColumn<int>("firstToken_ms");
        QTest::addColumn<int>("firstAnswerToken_ms");
        QTest::addColumn<int>("lastToken_ms");
        QTest::addColumn<int>("chunks");

        const QByteArray a = contentEvent("a");
        const QByteArray end = finishEvent() + doneEvent();
        const QByteArray nullContent =
            json("{'choices':[{'index':0,'delta':{'role':'assistant','content':null},'finish_reason':null}]}");
        QTest::newRow("plain") << QList<QByteArray> {a, a, end} << 10 << 10 << 10 << 20 << 2;
        QTest::newRow("a role-only chunk is no token")
            << QList<QByteArray> {roleEvent(), a, a, end} << 10 << 20 << 20 << 30 << 2;
        QTest::newRow("content: null is no token")
            << QList<QByteArray> {nullContent, a, a, end} << 10 << 20 << 20 << 30 << 2;
        QTest::newRow("empty content in the middle is no token")
            << QList<QByteArray> {a, contentEvent(""), a, end} << 10 << 10 << 10 << 30 << 2;
        QTest::newRow("reasoning_content stops TTFT, not TTFAT")
            << QList<QByteArray> {reasoningEvent("r"), a, end} << 10 << 10 << 20 << 20 << 2;
        QTest::newRow("reasoning, the newer spelling")
            << QList<QByteArray> {reasoningEvent("r", "reasoning"), a, end} << 10 << 10 << 20 << 20 << 2;
        QTest::newRow("reasoning as a list of parts")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'reasoning':[{'type':'text','text':'r'}]}}]}"),
                                  a, end}
            << 10 << 10 << 20 << 20 << 2;
        QTest::newRow("think tags, split over chunks") << QList<QByteArray> {contentEvent("<thi"),
                                                                             contentEvent("nk>hm"),
                                                                             contentEvent("</think"),
                                                                             contentEvent(">\\n"),
                                                                             a,
                                                                             end}
                                                       << 10 << 10 << 50 << 50 << 5;
        QTest::newRow("text that only looks like a tag at first")
            << QList<QByteArray> {contentEvent("<"), contentEvent("b>"), end} << 10 << 10 << 10 << 20 << 2;
        QTest::newRow("a tool call is a generated token") << QList<QByteArray> {
            json("{'choices':[{'index':0,'delta':{'tool_calls':[{'index':0,'function':{'arguments':'{'}}]}}]}"),
            finishEvent(
                "tool_calls")} << 10 << 10 << 10 << 10 << 1;
        QTest::newRow("a refusal is a generated token")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'refusal':'no'}}]}"), finishEvent()} << 10 << 10
            << 10 << 10 << 1;
        QTest::newRow("tool_calls: null is none")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'tool_calls':null}}]}"), a, end} << 10 << 20
            << 20 << 20 << 1;
        QTest::newRow("legacy completions")
            << QList<QByteArray> {json("{'choices':[{'index':0,'text':'a'}]}"), a, end} << 10 << 10 << 10 << 20 << 2;
        QTest::newRow("many events in one read get its time")
            << QList<QByteArray> {roleEvent(), a + a + a, a, end} << 10 << 20 << 20 << 30 << 4;
        QTest::newRow("an event's time is that of the read that completes it")
            << QList<QByteArray> {a.left(30), a.mid(30) + a.left(10), a.mid(10), end} << 20 << 20 << 20 << 30 << 2;
    }

    void times()
    {
        QFETCH(QList<QByteArray>, reads);

        const RequestRecord record = recordOf(reads);

        QCOMPARE(errorKind(record), QString());
        QTEST(ms(record.firstFrame), "firstFrame_ms");
        QTEST(ms(record.firstToken), "firstToken_ms");
        QTEST(ms(record.firstAnswerToken), "firstAnswerToken_ms");
        QTEST(ms(record.lastToken), "lastToken_ms");
        QTEST(record.chunks, "chunks");
        QCOMPARE(static_cast<int>(record.chunkGaps_us.size()), record.chunks - 1);
    }

    void tokens_data()
    {
        QTest::addColumn<QList<QByteArray>>("reads");
        QTest::addColumn<int>("outputTokens");
        QTest::addColumn<QString>("evidence");
        QTest::addColumn<int>("promptTokens");
        QTest::addColumn<int>("cachedTokens");
        QTest::addColumn<int>("firstChunkTokens");

        const QByteArray a = contentEvent("a");
        QTest::newRow("usage on a last chunk without choices")
            << QList<QByteArray> {a, a, finishEvent(), usageEvent(7, 2), doneEvent()} << 2 << "usage" << 7 << -1 << 1;
        QTest::newRow("usage on the chunk with the finish_reason")
            << QList<QByteArray> {a, a,
                                  json("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'usage':{'prompt_"
                                       "tokens':7,'completion_tokens':2}}")}
            << 2 << "usage" << 7 << -1 << 1;
        QTest::newRow("usage inside the delta")
            << QList<QByteArray> {a, a,
                                  json("{'choices':[{'index':0,'delta':{'usage':{'prompt_tokens':7,'completion_tokens':"
                                       "2}},'finish_reason':'stop'}]}")}
            << 2 << "usage" << 7 << -1 << 1;
        QTest::newRow("cached tokens")
            << QList<QByteArray> {a, a, finishEvent(),
                                  json("{'choices':[],'usage':{'prompt_tokens':7,'completion_tokens':2,'prompt_tokens_"
                                       "details':{'cached_tokens':6}}}")}
            << 2 << "usage" << 7 << 6 << 1;
        QTest::newRow("reasoning tokens are part of the output") << QList<
            QByteArray> {reasoningEvent("r"), a, finishEvent(),
                         json("{'choices':[],'usage':{'prompt_tokens':7,'completion_tokens':2,'completion_tokens_"
                              "details':{'reasoning_tokens':1}}}")}
                                                                 << 2 << "usage" << 7 << -1 << 1;
        QTest::newRow("several tokens in a chunk")
            << QList<QByteArray> {a, a, finishEvent(), usageEvent(7, 8)} << 8 << "usage" << 7 << -1 << 4;
        QTest::newRow("cumulative usage on every chunk")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'content':'a'}}],'usage':{'prompt_tokens':7,'"
                                       "completion_tokens':3}}"),
                                  json("{'choices':[{'index':0,'delta':{'content':'b'}}],'usage':{'prompt_tokens':7,'"
                                       "completion_tokens':5}}"),
                                  finishEvent()}
            << 5 << "continuous-usage" << 7 << -1 << 3;
        QTest::newRow("token ids win over usage")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'content':'a'},'token_ids':[1,2]}]}"),
                                  json("{'choices':[{'index':0,'delta':{'content':'b'},'token_ids':[3]}]}"),
                                  finishEvent(), usageEvent(7, 9)}
            << 3 << "token-ids" << 7 << -1 << 2;
        QTest::newRow("token ids of a chunk without text count into the first")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'content':''},'token_ids':[1,2]}]}"),
                                  json("{'choices':[{'index':0,'delta':{'content':'a'},'token_ids':[3]}]}"),
                                  json("{'choices':[{'index':0,'delta':{'content':'b'},'token_ids':[4]}]}"),
                                  finishEvent(), usageEvent(7, 9)}
            << 4 << "token-ids" << 7 << -1 << 3;
        QTest::newRow("token ids on some chunks only are no evidence")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'content':'a'},'token_ids':[1,2]}]}"), a,
                                  finishEvent(), usageEvent(7, 9)}
            << 9 << "usage" << 7 << -1 << 2;
        QTest::newRow("usage: null on every chunk but the last")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'content':'a'}}],'usage':null}"),
                                  json("{'choices':[{'index':0,'delta':{'content':'b'}}],'usage':null}"), finishEvent(),
                                  usageEvent(7, 2)}
            << 2 << "usage" << 7 << -1 << 1;
        QTest::newRow("timings on every chunk tell the first one's tokens")
            << QList<QByteArray> {json("{'choices':[{'index':0,'delta':{'content':'a'}}],'timings':{'predicted_n':3}}"),
                                  json("{'choices':[{'index':0,'delta':{'content':'b'}}],'timings':{'predicted_n':4}}"),
                                  finishEvent(), usageEvent(7, 4)}
            << 4 << "usage" << 7 << -1 << 3;
        QTest::newRow("llama.cpp timings alone")
            << QList<QByteArray> {a, a,
                                  json("{'choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'timings':{'prompt_"
                                       "n':5,'cache_n':2,'predicted_n':2}}")}
            << 2 << "timings" << 7 << 2 << 1;
        QTest::newRow("nothing but chunks")
            << QList<QByteArray> {a, a, a, finishEvent()} << 3 << "chunks" << -1 << -1 << 1;
        QTest::newRow("usage that makes no sense is not believed")
            << QList<QByteArray> {a, a, finishEvent(),
                                  json("{'choices':[],'usage':{'prompt_tokens':-3,'completion_tokens':1e99}}")}
            << 2 << "chunks" << -1 << -1 << 1;
    }

    void tokens()
    {
        QFETCH(QList<QByteArray>, reads);

        const RequestRecord record = recordOf(reads);

        QCOMPARE(errorKind(record), QString());
        QTEST(record.outputTokens.value_or(-1), "outputTokens");
        QTEST(toString(record.evidence), "evidence");
        QTEST(record.promptTokens.value_or(-1), "promptTokens");
        QTEST(record.cachedTokens.value_or(-1), "cachedTokens");
        QTEST(record.firstChunkTokens, "firstChunkTokens");
    }

    void endsAndErrors_data()
    {
        QTest::addColumn<QList<QByteArray>>("reads");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("message");

        const QByteArray a = contentEvent("a");
        QTest::newRow("[DONE] is not needed where a finish_reason came")
            << QList<QByteArray> {a, finishEvent()} << "" << "";
        QTest::newRow("[DONE] alone will do") << QList<QByteArray> {a, doneEvent()} << "" << "";
        QTest::newRow("[DONE] without a space") << QList<QByteArray> {a, "data:[DONE]\n\n"} << "" << "";
        QTest::newRow("a trailing space") << QList<QByteArray> {a, "data: [DONE] \n\n"} << "" << "";
        QTest::newRow("neither: truncated") << QList<QByteArray> {a, a} << "truncated" << "finish_reason";
        QTest::newRow("an error inside the stream")
            << QList<QByteArray> {a, json("{'error':{'message':'out of memory','code':500}}"), doneEvent()}
            << "server-error" << "out of memory";
        QTest::newRow("an error that is a string")
            << QList<QByteArray> {a, json("{'error':'gone'}")} << "server-error" << "gone";
        QTest::newRow("vLLM's older error")
            << QList<QByteArray> {json("{'object':'error','message':'too long'}")} << "server-error"
            << "too long";
        QTest::newRow("event: error") << QList<QByteArray> {a, "event: error\ndata: {\"message\":\"boom\"}\n\n",
                                                            finishEvent()}
                                      << "server-error" << "boom";
        QTest::newRow("error: null is none")
            << QList<QByteArray> {json("{'error':null,'choices':[{'index':0,'delta':{'content':'a'}}]}"), finishEvent()}
            << "" << "";
        QTest::newRow("finish_reason abort") << QList<QByteArray> {a, finishEvent("abort")} << "aborted" << "abort";
        QTest::newRow("finish_reason error") << QList<QByteArray> {a, finishEvent("error")} << "aborted" << "error";
        QTest::newRow("finish_reason tool_calls is complete")
            << QList<QByteArray> {a, finishEvent("tool_calls")} << "" << "";
        QTest::newRow("finish_reason content_filter is complete")
            << QList<QByteArray> {a, finishEvent("content_filter")} << "" << "";
        QTest::newRow("finish_reason length is complete") << QList<QByteArray> {a, finishEvent("length")} << "" << "";
        QTest::newRow("no token at all") << QList<QByteArray> {roleEvent(), finishEvent(), doneEvent()} << "empty"
                                         << "no generated token";
        QTest::newRow("malformed JSON") << QList<QByteArray> {a, "data: {\"choices\": [oops\n\n"} << "malformed"
                                        << "oops";
        QTest::newRow("something after the JSON")
            << QList<QByteArray> {a, "data: {\"choices\":[]} x\n\n"} << "malformed" << "x";
        QTest::newRow("two choices in one chunk") << QList<QByteArray> {json(
            "{'choices':[{'index':0,'delta':{'content':'a'}},{'index':0,'delta':{'content':'b'}}]}")}
                                                  << "malformed" << "several choices";
        QTest::newRow("a second choice") << QList<QByteArray> {json(
            "{'choices':[{'index':1,'delta':{'content':'a'}}]}")}
                                         << "malformed" << "several choices";
    }

    void endsAndErrors()
    {
        QFETCH(QList<QByteArray>, reads);
        QFETCH(QString, message);

        const RequestRecord record = recordOf(reads);

        QTEST(errorKind(record), "kind");
        if (!message.isEmpty())
            QVERIFY2(record.error->message.contains(message), qPrintable(record.error->message));
    }

    void ollama_data()
    {
        addColumnsOfAnAnswer();
        const QByteArray hi = line("{'model':'m','message':{'role':'assistant','content':'hi'},'done':false}");
        const QByteArray empty = line("{'model':'m','message':{'role':'assistant','content':''},'done':false}");
        const QByteArray hmm = line("{'message':{'role':'assistant','content':'','thinking':'hmm'},'done':false}");
        const QByteArray end =
            line("{'message':{'role':'assistant','content':''},'done_reason':'stop','done':true,'total_"
                 "duration':5043500667,'load_duration':5025959,'prompt_eval_count':26,'prompt_eval_"
                 "duration':325953000,'eval_count':9,'eval_duration':4709213000}");
        QTest::newRow("chat") << QList<QByteArray> {empty, hi, hi, end} << "" << "stop" << "hihi" << "" << 2 << 20 << 9
                              << 26 << "timings";
        QTest::newRow("thinking") << QList<QByteArray> {hmm, hi, end} << "" << "stop" << "hi" << "hmm" << 2 << 10 << 9
                                  << 26 << "timings";
        QTest::newRow("generate")
            << QList<QByteArray> {line("{'response':'','thinking':'hmm','done':false}"),
                                  line("{'response':'hi','done':false}"),
                                  line("{'response':'','done':true,'done_reason':'length','eval_count':3}")}
            << "" << "length" << "hi" << "hmm" << 2 << 10 << 3 << -1 << "timings";
        QTest::newRow("a tool call is a generated token") << QList<
            QByteArray> {line("{'message':{'content':'','tool_calls':[{'function':{'name':'f'}}]},'done':false}"), end}
                                                          << "" << "stop" << "" << "" << 1 << 10 << 9 << 26
                                                          << "timings";
        QTest::newRow("without done_reason, as older servers")
            << QList<QByteArray> {hi, line("{'done':true}")} << "" << "stop" << "hi" << "" << 1 << 10 << 1 << -1
            << "chunks";
        QTest::newRow("several lines in one read")
            << QList<QByteArray> {hi + hi + end} << "" << "stop" << "hihi" << "" << 2 << 10 << 9 << 26 << "timings";
        QTest::newRow("lines that end with \\r\\n, and blank ones")
            << QList<QByteArray> {hi.chopped(1) + "\r\n\r\n", end} << "" << "stop" << "hi" << "" << 1 << 10 << 9 << 26
            << "timings";
        QTest::newRow("a last line without its end")
            << QList<QByteArray> {hi, end.chopped(1)} << "" << "stop" << "hi" << "" << 1 << 10 << 9 << 26 << "timings";
        QTest::newRow("an error line is a failure")
            << QList<QByteArray> {hi, line("{'error':'model runner has unexpectedly stopped'}")} << "server-error" << ""
            << "hi" << "" << 1 << 10 << 1 << -1 << "chunks";
        QTest::newRow("no done: truncated")
            << QList<QByteArray> {hi} << "truncated" << "" << "hi" << "" << 1 << 10 << 1 << -1 << "chunks";
        QTest::newRow("no token: empty") << QList<QByteArray> {line(
            "{'message':{'content':''},'done_reason':'load','done':true}")}
                                         << "empty"
                                         << "load" << "" << "" << 0 << -1 << -1 << -1 << "none";
        QTest::newRow("malformed") << QList<QByteArray> {hi, "data: {}\n"} << "malformed" << "" << "hi" << "" << 1 << 10
                                   << 1 << -1 << "chunks";
    }

    void ollama()
    {
        QFETCH(QList<QByteArray>, reads);
        checkAnswer(recordOf(reads, Api::Ollama));
    }

    void responses_data()
    {
        addColumnsOfAnAnswer();
        const QByteArray created = response("response.created", ",'response':{'status':'in_progress','usage':null}");
        const QByteArray hi = response("response.output_text.delta", ",'item_id':'i','output_index':1,'delta':'hi'");
        const QByteArray usage =
            "'usage':{'input_tokens':13,'input_tokens_details':{'cached_tokens':3},'output_tokens':9,"
            "'output_tokens_details':{'reasoning_tokens':4}}";
        const QByteArray completed =
            response("response.completed", ",'response':{'status':'completed','error':null," + usage + '}');
        QTest::newRow("text") << QList<QByteArray> {created, hi, hi, completed} << "" << "stop" << "hihi" << "" << 2
                              << 20 << 9 << 13 << "usage";
        QTest::newRow("reasoning text")
            << QList<QByteArray> {created, response("response.reasoning_text.delta", ",'delta':'hmm'"), hi, completed}
            << "" << "stop" << "hi" << "hmm" << 2 << 20 << 9 << 13 << "usage";
        QTest::newRow("reasoning summary")
            << QList<QByteArray> {response("response.reasoning_summary_text.delta", ",'delta':'hmm'"), hi, completed}
            << "" << "stop" << "hi" << "hmm" << 2 << 10 << 9 << 13 << "usage";
        QTest::newRow("a call's arguments and a refusal are generated tokens")
            << QList<QByteArray> {response("response.function_call_arguments.delta", ",'delta':'{'"),
                                  response("response.refusal.delta", ",'delta':'no'"), completed}
            << "" << "stop" << "" << "" << 2 << 10 << 9 << 13 << "usage";
        QTest::newRow("the type after the delta")
            << QList<QByteArray> {json("{'delta':'hi','type':'response.output_text.delta'}"), completed} << "" << "stop"
            << "hi" << "" << 1 << 10 << 9 << 13 << "usage";
        QTest::newRow("what is done is not said twice")
            << QList<QByteArray> {hi, response("response.output_text.done", ",'text':'hi'"), completed} << "" << "stop"
            << "hi" << "" << 1 << 10 << 9 << 13 << "usage";
        QTest::newRow("incomplete: cut at max_output_tokens")
            << QList<QByteArray> {hi,
                                  response("response.incomplete",
                                           ",'response':{'status':'incomplete','incomplete_details':{'reason':'max_"
                                           "output_tokens'},"
                                               + usage + '}')}
            << "" << "length" << "hi" << "" << 1 << 10 << 9 << 13 << "usage";
        QTest::newRow("incomplete: content filter")
            << QList<QByteArray> {hi,
                                  response("response.incomplete",
                                           ",'response':{'status':'incomplete','incomplete_details':{'reason':'content_"
                                           "filter'}}")}
            << "" << "content_filter" << "hi" << "" << 1 << 10 << 1 << -1 << "chunks";
        QTest::newRow("failed") << QList<QByteArray> {hi,
                                                      response("response.failed",
                                                               ",'response':{'status':'failed','error':{'code':'server_"
                                                               "error','message':'boom'}}")}
                                << "server-error" << "" << "hi" << "" << 1 << 10 << 1 << -1 << "chunks";
        QTest::newRow("error") << QList<QByteArray> {hi, response("error", ",'code':'x','message':'boom'")}
                               << "server-error" << "" << "hi" << "" << 1 << 10 << 1 << -1 << "chunks";
        QTest::newRow("a gateway's error") << QList<QByteArray> {hi, json("{'error':{'message':'boom'}}")}
                                           << "server-error" << "" << "hi" << "" << 1 << 10 << 1 << -1 << "chunks";
        QTest::newRow("cancelled")
            << QList<QByteArray> {hi, response("response.cancelled", ",'response':{'status':'cancelled'}")} << "aborted"
            << "abort" << "hi" << "" << 1 << 10 << 1 << -1 << "chunks";
        QTest::newRow("no end: truncated")
            << QList<QByteArray> {created, hi} << "truncated" << "" << "hi" << "" << 1 << 20 << 1 << -1 << "chunks";
        QTest::newRow("nothing generated: empty")
            << QList<QByteArray> {created, completed} << "empty" << "stop" << "" << "" << 0 << -1 << 9 << 13 << "usage";
    }

    void responses()
    {
        QFETCH(QList<QByteArray>, reads);
        checkAnswer(recordOf(reads, Api::Responses));
    }

    void everySplitOfOllamasLinesGivesTheSame()
    {
        const QByteArray stream = line("{'message':{'content':'','thinking':'h\\u00e9\xE2\x82\xAC '},'done':false}")
            + line("{'message':{'content':' a \xF0\x9F\x99\x82'},'done':false}")
            + line("{'message':{'content':''},'done':true,'done_reason':'stop','prompt_eval_count':5,'eval_count':4}");
        for (qsizetype split = 0; split <= stream.size(); ++split) {
            const RequestRecord record = recordOf({stream.left(split), stream.mid(split)}, Api::Ollama);
            QCOMPARE(errorKind(record), QString());
            QCOMPARE(record.reasoning, QStringLiteral("hé€ "));
            QCOMPARE(record.text, QStringLiteral(" a 🙂"));
            QCOMPARE(record.outputTokens, 4);
            QCOMPARE(record.chunks, 2);
        }
    }

    void anEventWithoutEndIsBounded_data()
    {
        QTest::addColumn<int>("api");
        QTest::newRow("server-sent events") << static_cast<int>(Api::Chat);
        QTest::newRow("lines") << static_cast<int>(Api::Ollama);
    }

    void anEventWithoutEndIsBounded()
    {
        QFETCH(int, api);
        ChatChunkParser parser;
        ChatStream stream(parser, static_cast<Api>(api), 1000);
        const QByteArray read(400, 'x');
        int reads = 0;
        while (reads < 10 && stream.feed(view(read), start))
            ++reads;
        QCOMPARE(reads, 2);
        QCOMPARE(stream.progress().error->kind, QStringLiteral("too-large"));
    }

    void streamTypes_data()
    {
        QTest::addColumn<QString>("contentType");
        QTest::addColumn<bool>("isEvents");
        QTest::addColumn<bool>("isLines");
        QTest::newRow("events") << "text/event-stream" << true << false;
        QTest::newRow("events, with a parameter") << "Text/Event-Stream; charset=utf-8" << true << false;
        QTest::newRow("lines") << "application/x-ndjson" << false << true;
        QTest::newRow("JSON") << "application/json; charset=utf-8" << false << false;
        QTest::newRow("HTML") << "text/html" << false << false;
        QTest::newRow("nothing") << "" << false << false;
    }

    void streamTypes()
    {
        QFETCH(QString, contentType);
        QTEST(isStreamType(contentType, Api::Chat), "isEvents");
        QTEST(isStreamType(contentType, Api::Responses), "isEvents");
        QTEST(isStreamType(contentType, Api::Ollama), "isLines");
    }

    void everySplitGivesTheSameTextAndCounts()
    {
        const QByteArray stream = roleEvent() + reasoningEvent("h\\u00e9\xE2\x82\xAC ")
            + contentEvent(" a \\\"b\\\" \xF0\x9F\x99\x82") + contentEvent("c") + finishEvent() + usageEvent(5, 4)
            + doneEvent();
        for (qsizetype split = 0; split <= stream.size(); ++split) {
            const RequestRecord record = recordOf({stream.left(split), stream.mid(split)});
            QCOMPARE(errorKind(record), QString());
            QCOMPARE(record.reasoning, QStringLiteral("hé€ "));
            QCOMPARE(record.text, QStringLiteral(" a \"b\" 🙂c"));
            QCOMPARE(record.outputTokens, 4);
            QCOMPARE(record.chunks, 3);
        }
    }

    void gapsAddUpToTheDecodeTime()
    {
        ChatChunkParser parser;
        ChatStream stream(parser);
        TimePoint at = start + 1ms;
        for (int i = 0; i < 1000; ++i) {
            stream.feed(view(contentEvent("a")), at);
            at += 1234567ns; // no whole number of microseconds
        }
        std::uint64_t sum_us = 0;
        stream.progress().chunkGaps.forEach([&sum_us](std::uint32_t gap_us) { sum_us += gap_us; });
        QCOMPARE(sum_us, 999ULL * 1234567ULL / 1000ULL);
    }

    void malformedTextNeverCrashes()
    {
        const QByteArray stream = contentEvent("a") + usageEvent(5, 4) + finishEvent();
        for (qsizetype at = 0; at < stream.size(); ++at)
            for (const char byte : {'\0', '"', '{', ']', '\\', '\xFF', '\n'}) {
                QByteArray mutated = stream;
                mutated[at] = byte;
                const RequestRecord record = recordOf({mutated});
                QVERIFY(record.chunks <= 2);
            }
    }
};

QTEST_GUILESS_MAIN(TestChatStream)

#include "tst_chatstream.moc"
