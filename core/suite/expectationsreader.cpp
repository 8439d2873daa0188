// SPDX-License-Identifier: Apache-2.0
#include "suite/expectationsreader.h"

#include "base/yamlreader.h"

namespace streamgauge {

std::vector<Expectation> readExpectations(const YamlValue &value, ExpectationSource source)
{
    const YamlMap map(value, QStringLiteral("\"expect\""),
                      {QLatin1String("ttft"), QLatin1String("total_time"), QLatin1String("tps")});
    std::vector<Expectation> expectations;
    for (const YamlValue::Entry &entry : value.entries) {
        const QString range = entry.value->kind == YamlValue::Kind::Scalar ? entry.value->text : QString();
        auto expectation = parseExpectation(entry.key, range);
        if (!expectation)
            throw SchemaError {entry.value->line, expectation.error()};
        expectation->source = source;
        expectations.push_back(*expectation);
    }
    return expectations;
}

}
