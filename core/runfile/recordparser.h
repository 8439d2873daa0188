// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "runfile/run.h"

#include <QStringView>

#include <expected>

namespace simdjson::dom {
class object;
}

namespace streamgauge {

/// A line's content, or in words what is wrong with it.
template<typename T>
using Parsed = std::expected<T, QString>;

/// Nothing a line says is believed unchecked: indices have to be the header's, times and counts possible.
Parsed<RequestRecord> parseRequest(const simdjson::dom::object &line, const RunHeader &header);
Parsed<Sample> parseSample(const simdjson::dom::object &line, const RunHeader &header);
Parsed<Remark> parseRemark(const simdjson::dom::object &line, const RunHeader &header);
Parsed<RunEnd> parseEnd(const simdjson::dom::object &line);

}
