// SPDX-License-Identifier: Apache-2.0
#include "endpoint/telemetryaddress.h"

#include <QUrl>

namespace streamgauge {

QString pageUrlProblem(const QString &url)
{
    const QUrl page(url, QUrl::StrictMode);
    if (!page.isValid() || (page.scheme() != u"http" && page.scheme() != u"https") || page.host().isEmpty())
        return QStringLiteral("it must be a URL such as http://host:9400/metrics");
    if (!page.userInfo().isEmpty())
        return QStringLiteral("no user name or password in the URL, please");
    return {};
}

QString gpuCommandProblem(const QString &command)
{
    if (command.trimmed().isEmpty())
        return QStringLiteral("it must be a command such as ssh HOST nvidia-smi");
    if (command.contains(QLatin1String("--query-gpu")) || command.contains(QLatin1String("--format")))
        return QStringLiteral("leave --query-gpu and --format out: they are added");
    return {};
}

}
