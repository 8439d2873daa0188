// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "run/calibrator.h"
#include "terminationsignals.h"

#include <QCoreApplication>
#include <QTextStream>

namespace streamgauge {

namespace {

int refuse(const QString &reason)
{
    QTextStream(stderr) << "streamgauge calibrate: " << reason << '\n';
    return WrongUsage;
}

void print(const Calibration &calibration)
{
    QTextStream out(stdout);
    out.setRealNumberNotation(QTextStream::FixedNotation);
    out.setRealNumberPrecision(1);
    out << sentenceOf(calibration) << ".\n"
        << "  error of TTFT  median " << calibration.ttftErrorP50_us << " µs, p99 " << calibration.ttftErrorP99_us
        << " µs\n"
        << "  error of gaps  median " << calibration.gapErrorP50_us << " µs, p99 " << calibration.gapErrorP99_us
        << " µs\n";
}

}

int calibrateCommand(const CalibrateArguments &arguments)
{
    QCoreApplication &application = *QCoreApplication::instance();
    Calibrator calibrator;
    QObject::connect(&calibrator, &Calibrator::finished, &application, [&](const Calibration &calibration) {
        print(calibration);
        application.exit(AllWell);
    });
    QObject::connect(&calibrator, &Calibrator::failed, &application, [&](const QString &reason) {
        refuse(reason);
        application.exit(NotMet);
    });
    onTerminationSignal(&application, [&] { application.exit(CancelledByUser); });
    if (const auto started = calibrator.start(arguments.concurrency, arguments.rate); !started)
        return refuse(started.error().toString());
    return QCoreApplication::exec();
}

}
