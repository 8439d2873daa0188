// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <span>
#include <vector>

namespace streamgauge {

struct Hardware;
struct Run;
struct SeriesSummary;

/// Info: what a reader should know. Warning: a figure means less than it seems to. Error: a figure is wrong, or what
/// it is an average of is not what was asked for.
enum class CheckLevel { Info, Warning, Error };

/// What a rule found in a run. docs/checks.md has every id with its threshold.
struct Check
{
    QString id; ///< "cold-start"
    CheckLevel level = CheckLevel::Info;
    QString message; ///< sentences with the numbers that made the rule speak
    QString advice;  ///< what to do about it

    bool operator==(const Check &) const = default;
};

QString toString(CheckLevel level); ///< "info", "warning", "error"

/// All rules over one endpoint of a run, the gravest first. Pure: the same run, the same checks.
/// Hardware is what the program knows of (hardware.h) unless given.
std::vector<Check> checkSeries(const Run &run, int endpoint);
std::vector<Check> checkSeries(const Run &run, int endpoint, std::span<const Hardware> hardware);

/// What the series do not have in common and should, to be compared.
std::vector<Check> checkComparison(const std::vector<SeriesSummary> &series);

}
