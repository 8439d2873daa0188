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
RequestRecord recordOf(const QList<QByteArray> &reads)
{
    static ChatChunkParser parser;
    ChatStream stream(parser);
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
        QTest::newRow("finish_reason length is complete") << QList<QByteArray> {a, finishEvent("length")} << "" << "";
        QTest::newRow("no token at all") << QList<QByteArray> {roleEvent(), finishEvent(), doneEvent()} << "empty"
                                         << "no generated token";
        QTest::newRow("malformed JSON") << QList<QByteArray> {a, "data: {\"choices\": [oops\n\n"} << "malformed"
                                        << "oops";
        QTest::newRow("something after the JSON")
            << QList<QByteArray> {a, "data: {\"choices\":[]} x\n\n"} << "malformed" << "x";
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
        for (const std::uint32_t gap : stream.progress().chunkGaps_us)
            sum_us += gap;
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
