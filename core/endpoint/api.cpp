// SPDX-License-Identifier: Apache-2.0
#include "endpoint/api.h"

#include <array>

namespace streamgauge {

namespace {

struct ApiName
{
    Api api;
    QLatin1String name;
};
constexpr std::array knownApis {
    ApiName {Api::Chat, QLatin1String("chat")},
    ApiName {Api::Completions, QLatin1String("completions")},
    ApiName {Api::Responses, QLatin1String("responses")},
    ApiName {Api::Ollama, QLatin1String("ollama")},
};

}

QString toString(Api api)
{
    for (const ApiName &entry : knownApis)
        if (entry.api == api)
            return entry.name;
    Q_UNREACHABLE();
}

QStringList apiNames()
{
    QStringList names;
    for (const ApiName &entry : knownApis)
        names.append(entry.name);
    return names;
}

std::optional<Api> apiFromString(QStringView text)
{
    for (const ApiName &entry : knownApis)
        if (entry.name == text)
            return entry.api;
    return std::nullopt;
}

}
