// SPDX-License-Identifier: Apache-2.0
#include "client/sseparser.h"

#include <QTest>

using namespace streamgauge;

namespace {

struct Parsed
{
    QByteArrayList events; ///< "name|data" or "data"
    bool ok = true;
};

Parsed parse(const QList<QByteArray> &reads, std::size_t limit = SseParser::defaultLimit)
{
    Parsed parsed;
    SseParser parser(limit);
    for (const QByteArray &read : reads) {
        parsed.ok = parser.feed(
            std::string_view(read.constData(), static_cast<std::size_t>(read.size())), [&](const SseEvent &event) {
                QByteArray text(event.data.data(), static_cast<qsizetype>(event.data.size()));
                if (!event.name.empty())
                    text.prepend(QByteArray(event.name.data(), static_cast<qsizetype>(event.name.size())) + '|');
                parsed.events.append(text);
                return true;
            });
        if (!parsed.ok)
            break;
    }
    return parsed;
}

}

class TestSseParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framing_data()
    {
        QTest::addColumn<QByteArray>("stream");
        QTest::addColumn<QByteArrayList>("events");

        QTest::newRow("line feeds") << QByteArray("data: a\n\ndata: b\n\n") << QByteArrayList {"a", "b"};
        QTest::newRow("carriage returns with line feeds")
            << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << QByteArrayList {"a", "b"};
        QTest::newRow("lone carriage returns") << QByteArray("data: a\r\rdata: b\r\r") << QByteArrayList {"a", "b"};
        QTest::newRow("all three line ends in one stream")
            << QByteArray("data: a\n\r\ndata: b\r\rdata: c\r\n\n") << QByteArrayList {"a", "b", "c"};
        QTest::newRow("no space after the colon") << QByteArray("data:a\n\n") << QByteArrayList {"a"};
        QTest::newRow("only one space is taken off") << QByteArray("data:  a\n\n") << QByteArrayList {" a"};
        QTest::newRow("several data lines are joined") << QByteArray("data: a\ndata: b\n\n") << QByteArrayList {"a\nb"};
        QTest::newRow("comments are ignored")
            << QByteArray(": ping\n\ndata: a\n:\ndata: b\n\n") << QByteArrayList {"a\nb"};
        QTest::newRow("id and retry are ignored") << QByteArray("id: 1\nretry: 5\ndata: a\n\n") << QByteArrayList {"a"};
        QTest::newRow("an event name is kept for its event alone")
            << QByteArray("event: error\ndata: a\n\ndata: b\n\n") << QByteArrayList {"error|a", "b"};
        QTest::newRow("a name without data is no event")
            << QByteArray("event: ping\n\ndata: b\n\n") << QByteArrayList {"b"};
        QTest::newRow("a byte order mark is skipped") << QByteArray("\xEF\xBB\xBF"
                                                                    "data: a\n\n")
                                                      << QByteArrayList {"a"};
        QTest::newRow("an event without its end is none") << QByteArray("data: a\n\ndata: b\n") << QByteArrayList {"a"};
        QTest::newRow("several bytes a character")
            << QByteArray("data: h\xC3\xA9\xE2\x82\xAC\n\n") << QByteArrayList {"h\xC3\xA9\xE2\x82\xAC"};
        QTest::newRow("data without a colon is an empty line")
            << QByteArray("data\ndata: b\n\n") << QByteArrayList {"\nb"};
    }

    void framing()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QByteArrayList, events);

        QCOMPARE(parse({stream}).events, events);
    }

    void everySplitGivesTheSameEvents_data() { framing_data(); }

    void everySplitGivesTheSameEvents()
    {
        QFETCH(QByteArray, stream);
        QFETCH(QByteArrayList, events);

        for (qsizetype first = 0; first <= stream.size(); ++first)
            for (qsizetype second = first; second <= stream.size(); ++second)
                QCOMPARE(parse({stream.left(first), stream.mid(first, second - first), stream.mid(second)}).events,
                         events);
        QList<QByteArray> single;
        for (const char byte : std::as_const(stream))
            single.append(QByteArray(1, byte));
        QCOMPARE(parse(single).events, events);
    }

    void anEventIsDeliveredByTheReadThatCompletesIt()
    {
        SseParser parser;
        int events = 0;
        const auto count = [&](const SseEvent &) {
            ++events;
            return true;
        };
        parser.feed("data: a\r", count);
        QCOMPARE(events, 0);
        parser.feed("\n\r", count);
        QCOMPARE(events, 1);
        parser.feed("\n", count);
        QCOMPARE(events, 1);
    }

    void aStreamThatNeverEndsAnEventIsBounded()
    {
        const QByteArray read(1024, 'x');
        SseParser parser(4096);
        int fed = 0;
        parser.feed("data: ", [](const SseEvent &) { return true; });
        while (parser.feed(std::string_view(read.constData(), static_cast<std::size_t>(read.size())),
                           [](const SseEvent &) { return true; })) {
            ++fed;
            QVERIFY(fed < 10);
        }
        QVERIFY(parser.tooLarge());
    }

    void manyShortDataLinesAreBoundedToo()
    {
        SseParser parser(4096);
        bool ok = true;
        for (int i = 0; ok && i < 10000; ++i)
            ok = parser.feed("data: 0123456789\n", [](const SseEvent &) { return true; });
        QVERIFY(!ok);
        QVERIFY(parser.tooLarge());
    }
};

QTEST_GUILESS_MAIN(TestSseParser)

#include "tst_sseparser.moc"
