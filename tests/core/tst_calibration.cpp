// SPDX-License-Identifier: Apache-2.0
#include "client/kernelstamps.h"
#include "eventually.h"
#include "run/calibrator.h"
#include "runfile/run.h"

#include <QSignalSpy>
#include <QTest>

using namespace streamgauge;

class TestCalibration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsHowWrongTheClientIs()
    {
        Calibrator calibrator;
        std::optional<Calibration> result;
        QObject::connect(&calibrator, &Calibrator::finished, &calibrator, [&](const Calibration &c) { result = c; });
        QSignalSpy failed(&calibrator, &Calibrator::failed);
        QSignalSpy progress(&calibrator, &Calibrator::progressed);
        QVERIFY(calibrator.start(3, 200));
        QVERIFY(calibrator.isRunning());
        QVERIFY(eventually([&] { return result || !failed.isEmpty(); }));

        QVERIFY2(result, failed.isEmpty() ? "" : qPrintable(failed.first().first().toString()));
        QVERIFY(!calibrator.isRunning());
        QVERIFY(progress.size() > 1);
        QVERIFY(
            std::ranges::is_sorted(progress, {}, [](const QList<QVariant> &said) { return said.first().toDouble(); }));
        QVERIFY(progress.last().first().toDouble() > 0.5 && progress.last().first().toDouble() <= 1);
        QCOMPARE(result->streams, 3);
        QCOMPARE(result->answers, 3);
        QCOMPARE(result->arrivalClock, kernelStampsWork() ? QStringLiteral("kernel") : QStringLiteral("read"));
        QVERIFY(result->ttftErrorP50_us <= result->ttftErrorP99_us);
        QVERIFY(result->gapErrorP50_us <= result->gapErrorP99_us);
        // Tokens 5 ms apart: an error as large would mean that times are not compared at all.
        QVERIFY(result->gapErrorP50_us < 5000);
    }

    void canBeDoneAgain()
    {
        Calibrator calibrator;
        QSignalSpy finished(&calibrator, &Calibrator::finished);
        for (int time = 1; time <= 2; ++time) {
            QVERIFY(calibrator.start(1, 500));
            QVERIFY(eventually([&] { return finished.size() == time; }));
        }
    }

    void saysItInASentence()
    {
        const Calibration calibration {.streams = 16,
                                       .tokensPerSecond = 50,
                                       .answers = 16,
                                       .ttftErrorP50_us = 30,
                                       .ttftErrorP99_us = 80,
                                       .gapErrorP50_us = 1,
                                       .gapErrorP99_us = 8.4,
                                       .arrivalClock = QStringLiteral("kernel")};
        QCOMPARE(sentenceOf(calibration),
                 QStringLiteral("TTFT is right to ± 0.08 ms, gaps between tokens to ± 8.4 µs (99 of 100; 16 streams of "
                                "50 tokens a second, arrival times by the kernel)"));
        Calibration alone = calibration;
        alone.streams = 1;
        QVERIFY(sentenceOf(alone).contains(QStringLiteral("; 1 stream of 50 tokens")));
        const Sample sample = sampleOf(calibration);
        QCOMPARE(sample.endpoint, -1);
        QCOMPARE(sample.source, QStringLiteral("calibration"));
        QCOMPARE(sample.values.at(QStringLiteral("streams")), 16.0);
        QCOMPARE(sample.values.at(QStringLiteral("ttft_error_p99_us")), 80.0);
        QCOMPARE(sample.values.at(QStringLiteral("gap_error_p50_us")), 1.0);
    }

    void isReadFromItsRunAgain()
    {
        Run run;
        QVERIFY(!calibrationOf(run));
        Calibration calibration;
        calibration.streams = 16;
        calibration.tokensPerSecond = 50;
        calibration.ttftErrorP99_us = 80;
        calibration.gapErrorP99_us = 8.4;
        calibration.arrivalClock = run.header.arrivalClock;
        run.samples = {sampleOf(calibration)};
        const auto read = calibrationOf(run);
        QVERIFY(read);
        QCOMPARE(sentenceOf(*read), sentenceOf(calibration));
        run.samples.front().values.erase(QStringLiteral("gap_error_p99_us"));
        QVERIFY(!calibrationOf(run));
    }
};

QTEST_GUILESS_MAIN(TestCalibration)
#include "tst_calibration.moc"
