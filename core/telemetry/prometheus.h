// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace streamgauge {

/// One line of a metrics page: `name{label="value",…} number [timestamp]`.
struct MetricLine
{
    QByteArray name;
    std::vector<std::pair<QByteArray, QByteArray>> labels; ///< values unescaped
    double value = 0;                                      ///< may be NaN or infinite

    QByteArray label(QByteArrayView key) const; ///< empty where there is none
};

struct MetricsPage
{
    std::vector<MetricLine> lines;
    int malformed = 0; ///< lines that could not be read, such as the one a cut page ends with
};

/// The Prometheus text format, as servers write it (OpenMetrics' exemplars and "# EOF" too). Accepts anything;
/// at most 100,000 lines are kept.
MetricsPage parseMetrics(QByteArrayView text);

/// A histogram's buckets as the page has them: upper bound (may be infinite) → number of values up to it.
struct MetricHistogram
{
    std::map<double, double> buckets;
    double sum = 0;
    double count = 0;
};

}
