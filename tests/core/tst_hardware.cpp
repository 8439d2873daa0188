// SPDX-License-Identifier: Apache-2.0
#include "analysis/hardware.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace streamgauge;

class TestHardware : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bundledHardwareHasSources()
    {
        const auto all = bundledHardware();
        QVERIFY(all.size() > 10);
        for (const Hardware &hardware : all)
            QVERIFY2(hardware.bandwidthGbPerS > 50 && !hardware.source.isEmpty(), qPrintable(hardware.name));
    }

    void namesAreFoundAsPeopleWriteThem_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("bandwidth"); // 0: not found
        QTest::newRow("as in endpoints.yaml") << QStringLiteral("dgx-spark") << 273.0;
        QTest::newRow("as on the box") << QStringLiteral("NVIDIA DGX Spark") << 273.0;
        QTest::newRow("as nvidia-smi says") << QStringLiteral("NVIDIA GB10") << 273.0;
        QTest::newRow("another case") << QStringLiteral("rtx 4090") << 1008.0;
        QTest::newRow("with its maker") << QStringLiteral("NVIDIA GeForce RTX 4090") << 1008.0;
        QTest::newRow("an H100 as nvidia-smi says") << QStringLiteral("NVIDIA H100 80GB HBM3") << 3350.0;
        QTest::newRow("four of them") << QStringLiteral("4x H100") << 13400.0;
        QTest::newRow("none of them") << QStringLiteral("0x H100") << 0.0;
        QTest::newRow("one that is part of another's name") << QStringLiteral("RTX") << 0.0;
        QTest::newRow("a maker alone") << QStringLiteral("NVIDIA") << 0.0;
        QTest::newRow("nothing") << QString() << 0.0;
    }

    void namesAreFoundAsPeopleWriteThem()
    {
        QFETCH(QString, name);
        QFETCH(double, bandwidth);
        const auto all = bundledHardware();
        const auto found = findHardware(name, all);
        QCOMPARE(found ? found->bandwidthGbPerS() : 0.0, bandwidth);
    }

    void mistakesAreToldWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("word");
        QTest::newRow("no bandwidth") << QByteArray("hardware:\n  - name: X\n    source: me\n") << 2
                                      << QStringLiteral("bandwidth_gb_s");
        QTest::newRow("no source") << QByteArray("hardware:\n  - name: X\n    bandwidth_gb_s: 3\n") << 2
                                   << QStringLiteral("source");
        QTest::newRow("zero") << QByteArray("hardware:\n  - name: X\n    bandwidth_gb_s: 0\n    source: me\n") << 3
                              << QStringLiteral("more than 0");
        QTest::newRow("not a number") << QByteArray(
            "hardware:\n  - name: X\n    bandwidth_gb_s: fast\n    source: me\n")
                                      << 3 << QStringLiteral("bandwidth_gb_s");
        QTest::newRow("a misspelt key") << QByteArray("hardware:\n  - name: X\n    bandwith_gb_s: 3\n") << 3
                                        << QStringLiteral("bandwith_gb_s");
        QTest::newRow("no list") << QByteArray("hardware: 3\n") << 1 << QStringLiteral("hardware");
    }

    void mistakesAreToldWithTheirLine()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, line);
        QFETCH(QString, word);
        const auto all = parseHardware(yaml, QStringLiteral("mine.yaml"));
        QVERIFY(!all);
        QCOMPARE(all.error().line, line);
        QCOMPARE(all.error().source, QStringLiteral("mine.yaml"));
        QVERIFY2(all.error().message.contains(word), qPrintable(all.error().message));
    }

    void theUsersOwnComeFirst()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("hardware.yaml"));
        QCOMPARE(loadHardware(path)->size(), bundledHardware().size());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("hardware:\n  - {name: dgx-spark, bandwidth_gb_s: 250, source: measured}\n");
        file.close();
        const auto all = loadHardware(path);
        QVERIFY(all);
        QCOMPARE(findHardware(QStringLiteral("DGX Spark"), *all)->bandwidthGbPerS(), 250.0);
        QCOMPARE(findHardware(QStringLiteral("RTX 5090"), *all)->bandwidthGbPerS(), 1792.0);
    }
};

QTEST_GUILESS_MAIN(TestHardware)

#include "tst_hardware.moc"
