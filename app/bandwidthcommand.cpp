// SPDX-License-Identifier: Apache-2.0
#include "analysis/hardware.h"
#include "analysis/memorybandwidth.h"
#include "commands.h"
#include "output.h"

#include <QDate>
#include <QSysInfo>

namespace streamgauge {

int bandwidthCommand(const BandwidthArguments &arguments)
{
    constexpr std::size_t bytesPerThread = 512 << 20;
    constexpr int passes = 7;
    const auto measured = measureMemoryBandwidth(bytesPerThread, passes);
    if (!measured) {
        complain(measured.error().toString());
        return NotMet;
    }
    const QString entry =
        hardwareEntry(*measured, QSysInfo::machineHostName(), QDate::currentDate().toString(Qt::ISODate));
    if (!arguments.save) {
        complain(
            QStringLiteral("For hardware.yaml, where --save puts it; endpoints then say \"hardware: this machine\":"));
        return print(entry.toUtf8()) ? AllWell : WrongUsage;
    }
    const QString path = defaultHardwarePath();
    if (const auto added = addHardwareEntry(path, entry); !added) {
        complain(added.error().toString());
        return WrongUsage;
    }
    complain(QStringLiteral("Added to %1:").arg(path));
    return print(entry.toUtf8()) ? AllWell : WrongUsage;
}

}
