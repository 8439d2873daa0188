// SPDX-License-Identifier: Apache-2.0
#include "runendpoints.h"

#include "endpoint/endpointsfile.h"
#include "simulator/simulator.h"

#include <QFileInfo>
#include <QUrl>

#include <algorithm>

namespace streamgauge {

namespace {

QString labelFor(const RunArguments &arguments, qsizetype index, const QString &url)
{
    if (index < arguments.labels.size())
        return arguments.labels.at(index);
    if (index < arguments.models.size())
        return arguments.models.at(index).section(QLatin1Char('/'), -1);
    return QUrl(url).authority();
}

Expected<Endpoint> endpointOf(const RunArguments &arguments, qsizetype index)
{
    const auto url = normalizedBaseUrl(arguments.endpoints.at(index));
    if (!url)
        return std::unexpected(url.error());
    Endpoint endpoint;
    endpoint.url = *url;
    endpoint.model = arguments.models.value(index);
    endpoint.label = labelFor(arguments, index, *url);
    return endpoint;
}

void makeLabelsUnique(std::vector<Endpoint> &endpoints)
{
    QStringList taken;
    for (Endpoint &endpoint : endpoints) {
        const QString label = endpoint.label;
        for (int number = 2; taken.contains(endpoint.label); ++number)
            endpoint.label = QStringLiteral("%1 (%2)").arg(label).arg(number);
        taken.append(endpoint.label);
    }
}

}

Expected<std::vector<Endpoint>> endpointsOf(const RunArguments &arguments)
{
    const auto usage = [](const QString &message) { return std::unexpected(Error {Error::Code::Usage, message, {}}); };
    if (arguments.models.size() > arguments.endpoints.size() || arguments.labels.size() > arguments.endpoints.size())
        return usage(QStringLiteral("the n-th --model and --label belong to the n-th --endpoint: there are more of "
                                    "them than endpoints"));
    std::vector<Endpoint> endpoints;
    for (qsizetype index = 0; index < arguments.endpoints.size(); ++index) {
        const auto endpoint = endpointOf(arguments, index);
        if (!endpoint)
            return std::unexpected(endpoint.error());
        endpoints.push_back(*endpoint);
    }
    QString config = arguments.config;
    if (config.isEmpty() && endpoints.empty() && arguments.simulate.isEmpty()
        && QFileInfo::exists(defaultEndpointsPath()))
        config = defaultEndpointsPath();
    if (!config.isEmpty()) {
        const auto configured = loadEndpoints(config);
        if (!configured)
            return std::unexpected(configured.error());
        std::ranges::copy(*configured, std::back_inserter(endpoints));
    }
    for (const QString &profile : arguments.simulate) {
        const auto endpoint = simulatedEndpoint(profile, arguments.speed);
        if (!endpoint)
            return std::unexpected(endpoint.error());
        endpoints.push_back(*endpoint);
    }
    if (endpoints.empty())
        return usage(QStringLiteral("nothing to run on: give --endpoint URL, --config FILE or --simulate PROFILE"));
    makeLabelsUnique(endpoints);
    return endpoints;
}

}
