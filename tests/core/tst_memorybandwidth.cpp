// SPDX-License-Identifier: Apache-2.0
#include "analysis/hardware.h"
#include "analysis/memorybandwidth.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace streamgauge;

namespace {

const MemoryBandwidth sample {.threads = 20, .bytes = 1, .passesGbPerS = {90, 101.26, 100}};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("the file cannot be written");
}

}

class TestMemoryBandwidth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOncePerPassOnEveryCore()
    {
        const auto measured = measureMemoryBandwidth(4 << 20, 3);
        QVERIFY(measured);
        QVERIFY(measured->threads >= 1);
        QCOMPARE(measured->bytes, std::size_t(measured->threads) * (4 << 20));
        QCOMPARE(measured->passesGbPerS.size(), 3u);
        for (const double pass : measured->passesGbPerS)
            QVERIFY(pass > 0);
    }

    void memoryThatIsNotThereIsAnError()
    {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("the sanitizer ends the program where memory is refused");
#endif
        const auto measured = measureMemoryBandwidth(std::size_t(1) << 50, 1); // more than there are addresses
        QVERIFY(!measured);
        QVERIFY(measured.error().message.contains(QStringLiteral("memory free")));
    }

    void theEntryIsFoundAsThisMachineAndByItsHost()
    {
        QCOMPARE(sample.best(), 101.26);
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("streamgauge/hardware.yaml"));
        QVERIFY(addHardwareEntry(path, hardwareEntry(sample, QStringLiteral("box-7"), QStringLiteral("2026-01-31"))));
        const auto known = loadHardware(path);
        QVERIFY(known);
        for (const QString &name : {QStringLiteral("this machine"), QStringLiteral("Box-7")}) {
            const auto found = findHardware(name, *known);
            QVERIFY(found);
            QCOMPARE(found->bandwidthGbPerS(), 101.3);
            QVERIFY(found->hardware.source.contains(QStringLiteral("2026-01-31, read by 20 cores")));
        }
    }

    void whatTheUserWroteStays()
    {
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("hardware.yaml"));
        const QByteArray own = "# mine\nhardware:\n  - {name: Box, bandwidth_gb_s: 5, source: me}";
        write(path, own);
        const QString entry = hardwareEntry(sample, {}, QStringLiteral("2026-01-31"));
        QVERIFY(addHardwareEntry(path, entry));
        QVERIFY(contentOf(path).startsWith(own));
        QCOMPARE(parseHardware(contentOf(path), path)->size(), 2u);

        const QByteArray before = contentOf(path);
        const auto again = addHardwareEntry(path, entry);
        QVERIFY(!again);
        QVERIFY(again.error().message.contains(QStringLiteral("already")));
        QCOMPARE(contentOf(path), before);
    }

    void aFileThatCannotTakeItIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("own");
        QTest::newRow("broken") << QByteArray("hardware: [");
        QTest::newRow("on one line") << QByteArray("hardware: [{name: Box, bandwidth_gb_s: 5, source: me}]\n");
    }

    void aFileThatCannotTakeItIsLeftAlone()
    {
        QFETCH(QByteArray, own);
        const QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("hardware.yaml"));
        write(path, own);
        QVERIFY(!addHardwareEntry(path, hardwareEntry(sample, {}, QStringLiteral("2026-01-31"))));
        QCOMPARE(contentOf(path), own);
    }
};

QTEST_GUILESS_MAIN(TestMemoryBandwidth)

#include "tst_memorybandwidth.moc"
