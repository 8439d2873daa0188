// SPDX-License-Identifier: Apache-2.0
#include "endpoint/engineflags.h"
#include "eventually.h"
#include "run/hostinfo.h"
#include "telemetry/gpuidentity.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace streamgauge;

class TestEnvironment : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString store(const char *name, const QByteArray &content)
    {
        const QString path = m_folder.filePath(QLatin1String(name));
        QDir().mkpath(path.section(QLatin1Char('/'), 0, -2));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", name);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return path;
    }

private Q_SLOTS:
    void saysWhatThisMachineIs()
    {
        const QJsonObject host = hostInfo();
        for (const char *fact : {"name", "os", "kernel", "architecture"})
            QVERIFY2(!host.value(QLatin1String(fact)).toString().isEmpty(), fact);
        QVERIFY(host.value(QLatin1String("cores")).toInt() > 0);
        QVERIFY(host.value(QLatin1String("memory_gb")).toDouble() > 0);
    }

    void readsTheNvidiaModulesFiles()
    {
        store("proc/driver/nvidia/version",
              "NVRM version: NVIDIA UNIX Open Kernel Module for aarch64  580.95.05  Release Build\nGCC version: 13\n");
        store("proc/driver/nvidia/gpus/000f:01:00.0/information", "Model: \t\t NVIDIA GB10\nIRQ:   \t\t 123\n");
        store("proc/cpuinfo", "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd85\n");
        const QJsonObject host = hostInfo(m_folder.filePath(QStringLiteral("proc")));
        QCOMPARE(host.value(QLatin1String("gpus")).toArray(), QJsonArray {QStringLiteral("NVIDIA GB10")});
        QCOMPARE(host.value(QLatin1String("gpu_driver")).toString(), QStringLiteral("580.95.05"));
        QCOMPARE(host.value(QLatin1String("cpu")).toString(), QStringLiteral("ARM implementer 0x41, part 0xd85"));
    }

    void readsTheOlderModulesVersionToo()
    {
        store("old/driver/nvidia/version",
              "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 18:56:32 UTC 2023\n");
        QCOMPARE(localGpus(m_folder.filePath(QStringLiteral("old"))).value(QLatin1String("gpu_driver")).toString(),
                 QStringLiteral("535.129.03"));
    }

    void noGpuIsNoFact() { QVERIFY(localGpus(m_folder.filePath(QStringLiteral("nowhere"))).isEmpty()); }

    void asksAnotherMachinesNvidiaSmi()
    {
        const QString tool = store("smi",
                                   "#!/bin/sh\necho 'Welcome to the box'\n"
                                   "echo 'NVIDIA H100 80GB HBM3, 550.54.15'\n"
                                   "echo 'NVIDIA H100 80GB HBM3, 550.54.15'\n");
        std::optional<QJsonObject> gpus;
        askGpus({tool}, this, [&](const QJsonObject &found) { gpus = found; });
        QVERIFY(eventually([&] { return gpus.has_value(); }));
        QCOMPARE(gpus->value(QLatin1String("gpus")).toArray().size(), 2);
        QCOMPARE(gpus->value(QLatin1String("gpu_driver")).toString(), QStringLiteral("550.54.15"));
    }

    void aToolThatIsMissingOrFailsIsNoError()
    {
        int answers = 0;
        const auto done = [&](const QJsonObject &found) { answers += found.isEmpty() ? 1 : 100; };
        askGpus({m_folder.filePath(QStringLiteral("missing"))}, this, done);
        askGpus({store("failing", "#!/bin/sh\necho 'no driver' >&2\nexit 9\n")}, this, done);
        QVERIFY(eventually([&] { return answers == 2; }));
    }

    void takesFlagsThatExplainSpeedAndNoSecrets()
    {
        const QJsonObject flags = engineFlags({},
                                              {{QStringLiteral("tp_size"), 2},
                                               {QStringLiteral("mem_fraction_static"), 0.88},
                                               {QStringLiteral("disable_radix_cache"), true},
                                               {QStringLiteral("quantization"), QJsonValue::Null},
                                               {QStringLiteral("api_key"), QStringLiteral("PLANTED")},
                                               {QStringLiteral("admin_api_key"), QStringLiteral("PLANTED")},
                                               {QStringLiteral("internal_states"), QJsonArray {1}}});
        const QJsonObject expected {{QStringLiteral("tp_size"), 2},
                                    {QStringLiteral("mem_fraction_static"), 0.88},
                                    {QStringLiteral("disable_radix_cache"), true}};
        QCOMPARE(flags, expected);
    }

    void readsLlamaCppsProperties()
    {
        const QJsonObject flags =
            engineFlags({{QStringLiteral("total_slots"), 4},
                         {QStringLiteral("model_path"), QStringLiteral("/home/me/models/mid.gguf")},
                         {QStringLiteral("model_ftype"), QStringLiteral("Q8_0")},
                         {QStringLiteral("chat_template"), QStringLiteral("{% … %}")}},
                        {});
        const QJsonObject expected {{QStringLiteral("total_slots"), 4},
                                    {QStringLiteral("model_file"), QStringLiteral("mid.gguf")},
                                    {QStringLiteral("model_ftype"), QStringLiteral("Q8_0")}};
        QCOMPARE(flags, expected);
    }
};

QTEST_GUILESS_MAIN(TestEnvironment)

#include "tst_environment.moc"
