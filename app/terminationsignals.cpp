// SPDX-License-Identifier: Apache-2.0
#include "terminationsignals.h"

#include <QSocketNotifier>

#include <unistd.h>

#include <csignal>

namespace streamgauge {

namespace {

int signalPipe[2] = {-1, -1};

void writeSignal(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = write(signalPipe[1], &byte, 1);
}

}

void onTerminationSignal(QObject *context, std::function<void()> handler)
{
    Q_ASSERT(signalPipe[0] < 0);
    if (pipe(signalPipe) != 0)
        return; // without it, signals end the process at once
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context, [notifier, handler = std::move(handler)] {
        notifier->setEnabled(false);
        handler();
    });
    struct sigaction action {};
    action.sa_handler = writeSignal;
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

}
