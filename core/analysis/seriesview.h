// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analysis/hardware.h"
#include "metrics/averages.h"
#include "runfile/run.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace streamgauge {

using Records = std::vector<const RequestRecord *>;

/// Requests that are comparable with one another: of one test at one level of load.
struct RequestGroup
{
    int test = 0;
    int stage = 0;       ///< the first of its level
    Records completed;   ///< measured and cold ones, in the order they were sent
    Records measured;    ///< of them, the measured ones; of a test of cold requests the cold ones
    bool isCold = false; ///< its requests are cold on purpose
};

/// One endpoint of a run, sorted for the rules. Points into the run.
struct SeriesView
{
    SeriesView(const Run &ofRun, int index, std::span<const Hardware> known);

    const Run &run;
    int endpoint;
    const Endpoint &about;
    std::span<const Hardware> hardware;
    Records counted;                      ///< measured and cold ones, failed too, in the order they were sent
    Records completed;                    ///< of them, those that completed
    Records measured;                     ///< of these, the measured ones: what averages are over
    const RequestRecord *first = nullptr; ///< the first that completed, whatever its phase
    std::vector<RequestGroup> groups;     ///< by test, then stage

    const Test &test(int index) const { return run.header.suite.tests[std::size_t(index)]; }
    /// “Long Prompt, Short Response”, with its load where the test has several.
    QString nameOf(const RequestGroup &group) const;
    /// Null where the file has no such stage.
    const Stage *stage(int index) const;
    /// Whether requests of the group had the endpoint for themselves, as far as the run's own load goes.
    bool isOneByOne(const RequestGroup &group) const;
    bool isSimulated() const { return streamgauge::isSimulated(run.header, about); }
};

/// What @p metric gives for those it is defined for, in the order of @p records; durations in seconds.
std::vector<double> valuesOf(const Records &records, std::optional<nanoseconds> (*metric)(const RequestRecord &));
std::vector<double> valuesOf(const Records &records, std::optional<double> (*metric)(const RequestRecord &));

double coefficientOfVariation(const std::vector<double> &values); ///< of a sample; 0 for fewer than two

/// A first request that waited for what the later ones did not, although they were the same: empty where there is none.
/// Of requests one by one, never the endpoint's first one.
struct Collapse
{
    double first_s = 0;
    std::vector<double> later_s;
};
std::optional<Collapse> ttftCollapse(const SeriesView &series, const RequestGroup &group);

// Numbers in sentences.
QString secondsText(double seconds); ///< "139.2 s", "0.541 s", "4.2 ms"
QString percentText(double share);   ///< 0.58 → "58 %"
QString numberText(double value);    ///< three figures that count: "3.69", "37.1", "512"
QString timesText(double ratio);     ///< "11 times", "1.8 times"
QString countText(std::size_t n, const QString &one, const QString &several); ///< "1 request", "3 requests"
QString listText(const QStringList &parts);                                   ///< "a, b and c"

}
