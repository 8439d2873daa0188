// SPDX-License-Identifier: Apache-2.0
#include "client/responsereader.h"

#include <QTest>

#include <random>
#include <string>
#include <vector>

using namespace streamgauge;

namespace {

struct Result
{
    int status = 0;
    std::string body;
    std::string contentType;
    bool isComplete = false;
    bool isReusable = false;
    bool endedHeadOnce = true;
    std::string problem;

    bool operator==(const Result &) const = default;
};

/// Reads @p text in pieces that end at @p cuts, then closes the connection if @p closes.
Result readIn(const std::string &text, const std::vector<std::size_t> &cuts, bool closes)
{
    ResponseReader reader;
    Result result;
    int headEnds = 0;
    std::size_t begin = 0;
    const auto feed = [&](std::size_t end) {
        if (reader.isComplete() || !reader.problem().empty())
            return;
        std::string piece = text.substr(begin, end - begin);
        const ResponseReader::Part part = reader.feed(piece.data(), piece.size());
        headEnds += part.endsHead;
        if (!part.body.empty() && headEnds == 0)
            headEnds = 99; // body before the head's end
        result.body += part.body;
        begin = end;
    };
    for (const std::size_t cut : cuts)
        feed(cut);
    feed(text.size());
    if (closes)
        reader.close();
    result.status = headEnds > 0 ? reader.head().status : 0;
    result.contentType = reader.head().contentType;
    result.isComplete = reader.isComplete();
    result.isReusable = reader.isReusable();
    result.endedHeadOnce = headEnds <= 1;
    result.problem = reader.problem();
    return result;
}

const std::string ok = "HTTP/1.1 200 OK\r\n";
const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";

struct Answer
{
    const char *name;
    std::string text;
    std::string body;
    bool isReusable = true;
    bool closes = false;
};

std::vector<Answer> goodAnswers()
{
    return {
        {"a length", ok + "Content-Length: 5\r\n\r\nhello", "hello"},
        {"a length of nothing", ok + "Content-Length: 0\r\n\r\n", ""},
        {"the same length twice", ok + "Content-Length: 2\r\ncontent-length:2\r\n\r\nhi", "hi"},
        {"chunks", chunked + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n", "hello world"},
        {"chunks with upper and lower digits", chunked + "A\r\n0123456789\r\n00a\r\nabcdefghij\r\n0\r\n\r\n",
         "0123456789abcdefghij"},
        {"chunks with extensions", chunked + "3;a=b\r\nabc\r\n3 ; c=\"x y\"\r\ndef\r\n0;last\r\n\r\n", "abcdef"},
        {"chunks with trailers", chunked + "3\r\nabc\r\n0\r\nX-Time: 12\r\nY: 1\r\n\r\n", "abc"},
        {"chunks with bare line feeds", chunked + "3\nabc\n0\n\n", "abc"},
        {"chunks and a length", ok + "Content-Length: 99\r\nTransfer-Encoding: Chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
         "x"},
        {"data that look like chunks", chunked + "9\r\n0\r\n\r\n5\r\n\r\r\n0\r\n\r\n", "0\r\n\r\n5\r\n\r"},
        {"until closed", ok + "Content-Type: text/event-stream\r\n\r\ndata: 1\n\n", "data: 1\n\n", false, true},
        {"HTTP/1.0 until closed", "HTTP/1.0 200 OK\r\n\r\nhello", "hello", false, true},
        {"HTTP/1.0 with a length", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "x", false},
        {"HTTP/1.0 kept", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\nConnection: Keep-Alive\r\n\r\nx", "x"},
        {"Connection: close", ok + "Content-Length: 1\r\nConnection: foo, Close\r\n\r\nx", "x", false},
        {"interim answers",
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok + "Content-Length: 1\r\n\r\nx",
         "x"},
        {"bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 3\n\n\r\n\n", "\r\n\n"},
        {"no reason", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", "x"},
        {"a folded field", ok + "X: a\r\n b: c\r\nContent-Length: 1\r\n\r\nx", "x"},
        {"no content", "HTTP/1.1 204 No Content\r\nConnection: x\r\n\r\n", ""},
        {"identity", ok + "Transfer-Encoding: identity\r\nContent-Length: 1\r\n\r\nx", "x"},
        {"bytes after the end", ok + "Content-Length: 1\r\n\r\nxHTTP/1.1", "x", false},
        {"bytes after the last chunk", chunked + "1\r\nx\r\n0\r\n\r\nHTTP", "x", false},
    };
}

}

class TestHttpResponse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isReadAtEverySplit_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Answer &answer : goodAnswers())
            QTest::newRow(answer.name) << index++;
    }

    void isReadAtEverySplit()
    {
        QFETCH(int, index);
        const Answer answer = goodAnswers().at(static_cast<std::size_t>(index));
        const Result whole = readIn(answer.text, {}, answer.closes);
        QCOMPARE(QByteArray::fromStdString(whole.problem), QByteArray());
        QCOMPARE(QByteArray::fromStdString(whole.body), QByteArray::fromStdString(answer.body));
        QVERIFY(whole.isComplete);
        QVERIFY(whole.endedHeadOnce);
        QCOMPARE(whole.isReusable, answer.isReusable);
        std::vector<std::size_t> everywhere;
        for (std::size_t a = 0; a <= answer.text.size(); ++a) {
            everywhere.push_back(a);
            for (std::size_t b = a; b <= answer.text.size(); ++b) {
                Result split = readIn(answer.text, {a, b}, answer.closes);
                // Where the excess comes by itself nobody reads it any more: the reader's owner does.
                split.isReusable = whole.isReusable;
                QVERIFY2(split == whole, qPrintable(QStringLiteral("split at %1 and %2").arg(a).arg(b)));
            }
        }
        QCOMPARE(readIn(answer.text, everywhere, answer.closes).body, whole.body);
    }

    void isRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("problem");
        const auto row = [](const char *name, const std::string &text, const char *problem) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(problem);
        };
        row("nothing", "", "without an answer");
        row("half a head", "HTTP/1.1 200 OK\r\nContent-", "within the head");
        row("an interim answer only", "HTTP/1.1 100 Continue\r\n\r\n", "within the head");
        row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", "did not answer with HTTP/1");
        row("HTTP/2", "HTTP/2 200\r\n\r\n", "did not answer with HTTP/1");
        row("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n", "did not answer with HTTP/1: \"HTTP/1.1 20 OK\"");
        row("a status of four digits", "HTTP/1.1 2000\r\n\r\n", "did not answer with HTTP/1");
        row("a status that is no number", "HTTP/1.1 abc OK\r\n\r\n", "did not answer with HTTP/1");
        row("another protocol", "HTTP/1.1 101 Switching Protocols\r\n\r\n", "switch protocols");
        row("a field without a colon", ok + "nonsense\r\n\r\n", "without a name: \"nonsense\"");
        row("a field without a name", ok + ": x\r\n\r\n", "without a name");
        row("a NUL byte", ok + std::string("X: a\0b\r\n\r\n", 10), "NUL");
        row("a length that is none", ok + "Content-Length: 12x\r\n\r\n", "Content-Length is no number: \"12x\"");
        row("a negative length", ok + "Content-Length: -1\r\n\r\n", "Content-Length is no number");
        row("a length too large", ok + "Content-Length: 99999999999999999999\r\n\r\n", "Content-Length is no number");
        row("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nx", "two different Content-Length");
        row("an encoding not asked for", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", "\"gzip, chunked\"");
        row("too few bytes", ok + "Content-Length: 5\r\n\r\nhel", "with 2 bytes of the answer missing");
        row("a chunk cut off", chunked + "5\r\nhel", "before the answer's last chunk");
        row("no last chunk", chunked + "3\r\nhel\r\n", "before the answer's last chunk");
        row("no end of the trailer", chunked + "0\r\n", "before the answer's last chunk");
        row("a chunk without a size", chunked + "\r\nhel", "no size");
        row("a chunk with another size", chunked + "xyz\r\nhel", "no size");
        row("a size with a gap", chunked + "1 2\r\nhel", "no size");
        row("a size with a sign", chunked + "-1\r\nhel", "no size");
        row("a size too large", chunked + "1234567812345678\r\nhel", "no size");
        row("a chunk too long", chunked + "3\r\nabcdef\r\n", "longer than the size");
        row("a chunk too long by a return", chunked + "3\r\nabc\r\r\n", "longer than the size");
        row("a head too large", ok + "X: " + std::string(70000, 'x') + "\r\n\r\n", "head is larger than 64 KiB");
        row("a head without end", ok + "X: " + std::string(70000, 'x'), "head is larger than 64 KiB");
        row("an extension too large", chunked + "3;" + std::string(70000, 'x'), "larger than 64 KiB");
        row("a trailer too large", chunked + "0\r\n" + std::string(70000, 'x'), "larger than 64 KiB");
    }

    void isRefused()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, problem);
        const Result result = readIn(text.toStdString(), {}, true);
        QVERIFY(!result.isComplete);
        QVERIFY2(QByteArray::fromStdString(result.problem).contains(problem), result.problem.c_str());
        std::vector<std::size_t> everywhere;
        for (std::size_t i = 0; i < std::min<std::size_t>(text.size(), 300); ++i)
            everywhere.push_back(i);
        constexpr int commonBytes = 26; // what was refused early is not shown whole
        const Result inBytes = readIn(text.toStdString(), everywhere, true);
        QVERIFY2(QByteArray::fromStdString(inBytes.problem).contains(problem.left(commonBytes)),
                 inBytes.problem.c_str());
        QCOMPARE(inBytes.body, result.body);
    }

    void headGivesWhatMatters()
    {
        const auto head = parseHead("HTTP/1.1 429 Too Many\r\ncontent-TYPE:  text/event-stream; charset=utf-8 \r\n"
                                    "Retry-After: 7\r\nX-Empty:\r\n\r\n");
        QVERIFY(head.has_value());
        QCOMPARE(head->status, 429);
        QCOMPARE(head->contentType, std::string("text/event-stream; charset=utf-8"));
        QCOMPARE(head->retryAfter, std::string("7"));
        QVERIFY(head->keepsOpen);
        QVERIFY(!head->contentLength);
    }

    /// Bytes of any kind are refused or wait for more; what is given as body is never more than came.
    void anythingElseDoesNoHarm()
    {
        std::mt19937_64 random(7);
        constexpr int attempts = 20000;
        const std::vector<Answer> answers = goodAnswers();
        for (int i = 0; i < attempts; ++i) {
            const Answer &answer = answers.at(random() % answers.size());
            std::string text = answer.text;
            for (std::uint64_t changes = random() % 4; changes > 0; --changes) {
                const std::size_t at = random() % text.size();
                switch (random() % 3) {
                case 0:
                    text.at(at) = static_cast<char>(random());
                    break;
                case 1:
                    text.erase(at, 1 + random() % 3);
                    break;
                default:
                    text.insert(at, 1, "\r\n 0;:f"[random() % 7]);
                }
                if (text.empty())
                    text = "x";
            }
            std::vector<std::size_t> cuts;
            for (std::size_t at = random() % 9; at < text.size(); at += random() % 9)
                cuts.push_back(at);
            const Result inPieces = readIn(text, cuts, true);
            const Result whole = readIn(text, {}, true);
            QCOMPARE(QByteArray::fromStdString(inPieces.body), QByteArray::fromStdString(whole.body));
            QCOMPARE(inPieces.isComplete, whole.isComplete);
            QCOMPARE(inPieces.status, whole.status);
            QVERIFY(whole.isComplete != !whole.problem.empty());
            QVERIFY(whole.body.size() <= text.size());
        }
    }
};

QTEST_APPLESS_MAIN(TestHttpResponse)
#include "tst_httpresponse.moc"
