// SPDX-License-Identifier: Apache-2.0
#include "telemetry/gpureading.h"

#include <QTest>

using namespace streamgauge;

namespace {

double at(const SampleValues &values, const char *name)
{
    const auto found = values.find(QLatin1String(name));
    return found == values.end() ? -1 : found->second;
}

}

class TestGpuReading : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOneGpu()
    {
        const SampleValues expected {
            {QStringLiteral("utilization_percent"), 97},
            {QStringLiteral("memory_used_mb"), 71234},
            {QStringLiteral("memory_total_mb"), 81559},
            {QStringLiteral("power_w"), 412.35},
            {QStringLiteral("temperature_c"), 61},
            {QStringLiteral("sm_clock_mhz"), 1980},
            {QStringLiteral("gpus"), 1},
        };
        QCOMPARE(readNvidiaSmi("97, 71234, 81559, 412.35, 61, 1980\n"), expected);
    }

    void addsUpPowerAndMemoryOfSeveralGpus()
    {
        const SampleValues values = readNvidiaSmi("100, 70000, 80000, 400.5, 60, 1900\n"
                                                  "50, 10000, 80000, 99.5, 72, 1000\n");
        QCOMPARE(at(values, "gpus"), 2.0);
        QCOMPARE(at(values, "power_w"), 500.0);
        QCOMPARE(at(values, "memory_used_mb"), 80000.0);
        QCOMPARE(at(values, "memory_total_mb"), 160000.0);
        QCOMPARE(at(values, "utilization_percent"), 75.0);
        QCOMPARE(at(values, "sm_clock_mhz"), 1450.0);
        QCOMPARE(at(values, "temperature_c"), 72.0);
    }

    void saysUnifiedMemoryWhereTheGpuHasNone_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("N/A in brackets") << QByteArray("33, [N/A], [N/A], 27.10, 55, 2411\n");
        QTest::newRow("not supported") << QByteArray("33, [Not Supported], [Not Supported], 27.10, 55, 2411\n");
        QTest::newRow("N/A") << QByteArray("33, N/A, N/A, 27.10, 55, 2411\r\n");
    }

    void saysUnifiedMemoryWhereTheGpuHasNone()
    {
        QFETCH(QByteArray, line);
        SampleValues values = readNvidiaSmi(line);
        QCOMPARE(at(values, "unified_memory"), 1.0);
        QCOMPARE(at(values, "memory_total_mb"), -1.0);
        QCOMPARE(at(values, "power_w"), 27.1);
        QCOMPARE(at(values, "sm_clock_mhz"), 2411.0);

        addSystemMemory(values,
                        "MemTotal:       125440000 kB\nMemFree:         1000 kB\nMemAvailable:   25440000 kB\n");
        QCOMPARE(at(values, "memory_total_mb"), 125440000.0 / 1024);
        QCOMPARE(at(values, "memory_used_mb"), 100000000.0 / 1024);
        QCOMPARE(at(values, "unified_memory"), 1.0);
    }

    void leavesOutWhatAGpuDoesNotTell()
    {
        const SampleValues values = readNvidiaSmi("[N/A], 100, 200, [N/A], [Unknown Error], 5\n");
        QCOMPARE(at(values, "utilization_percent"), -1.0);
        QCOMPARE(at(values, "power_w"), -1.0);
        QCOMPARE(at(values, "temperature_c"), -1.0);
        QVERIFY(!values.contains(QStringLiteral("unified_memory")));
    }

    void isEmptyForAnythingElse()
    {
        QVERIFY(readNvidiaSmi("NVIDIA-SMI has failed because it couldn't communicate with the driver.\n").empty());
        QVERIFY(readNvidiaSmi({}).empty());
        QVERIFY(readDcgm(parseMetrics("up 1\n")).empty());
    }

    void readsADcgmExporter()
    {
        const SampleValues values =
            readDcgm(parseMetrics("# TYPE DCGM_FI_DEV_GPU_UTIL gauge\n"
                                  "DCGM_FI_DEV_SM_CLOCK{gpu=\"0\",UUID=\"GPU-a\",Hostname=\"box\"} 1980\n"
                                  "DCGM_FI_DEV_GPU_TEMP{gpu=\"0\",UUID=\"GPU-a\",Hostname=\"box\"} 60\n"
                                  "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-a\",Hostname=\"box\"} 300.5\n"
                                  "DCGM_FI_DEV_GPU_UTIL{gpu=\"0\",UUID=\"GPU-a\",Hostname=\"box\"} 90\n"
                                  "DCGM_FI_DEV_FB_FREE{gpu=\"0\",UUID=\"GPU-a\",Hostname=\"box\"} 7531\n"
                                  "DCGM_FI_DEV_FB_USED{gpu=\"0\",UUID=\"GPU-a\",Hostname=\"box\"} 70000\n"
                                  "DCGM_FI_DEV_POWER_USAGE{gpu=\"1\",UUID=\"GPU-b\",Hostname=\"box\"} 100\n"));
        QCOMPARE(at(values, "gpus"), 2.0);
        QCOMPARE(at(values, "power_w"), 400.5);
        QCOMPARE(at(values, "utilization_percent"), 90.0);
        QCOMPARE(at(values, "memory_used_mb"), 70000.0);
        QCOMPARE(at(values, "memory_total_mb"), 77531.0);
        QCOMPARE(at(values, "memory_free_mb"), -1.0);
        QCOMPARE(at(values, "temperature_c"), 60.0);
        QCOMPARE(at(values, "sm_clock_mhz"), 1980.0);
    }

    void countsAGpusPowerOnceForItsInstances()
    {
        const SampleValues values =
            readDcgm(parseMetrics("DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"1\"} 300\n"
                                  "DCGM_FI_DEV_POWER_USAGE{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"2\"} 300\n"
                                  "DCGM_FI_DEV_FB_USED{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"1\"} 10\n"
                                  "DCGM_FI_DEV_FB_USED{gpu=\"0\",UUID=\"GPU-a\",GPU_I_ID=\"2\"} 20\n"));
        QCOMPARE(at(values, "gpus"), 1.0);
        QCOMPARE(at(values, "power_w"), 300.0);
        QCOMPARE(at(values, "memory_used_mb"), 30.0);
    }
};

QTEST_GUILESS_MAIN(TestGpuReading)

#include "tst_gpureading.moc"
