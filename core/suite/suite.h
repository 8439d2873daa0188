// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "suite/expectation.h"

#include <QString>

#include <optional>
#include <variant>
#include <vector>

namespace streamgauge {

struct Message
{
    QString role; ///< "system", "user" or "assistant"
    QString content;
};

/// At most `concurrency` requests at once per endpoint, the next one sent as soon as one ends.
/// Several values are a sweep: the test runs once at each.
struct ClosedLoop
{
    std::vector<int> concurrency {1};
    std::optional<nanoseconds> duration {}; ///< where given, requests go on for so long, instead of `repetitions`
    nanoseconds rampUp {};                  ///< the streams begin evenly spread over this time; 0: all at once
};

enum class Arrivals { Constant, Poisson, Gamma };

QString toString(Arrivals arrivals); ///< "constant", "poisson", "gamma"
std::optional<Arrivals> arrivalsFromString(QStringView text);

/// Requests sent at a rate, whether or not earlier ones have ended.
/// Several rates are a sweep: the test runs once at each.
struct OpenLoop
{
    std::vector<double> rates {1};   ///< requests a second
    std::optional<double> rampTo {}; ///< the rate grows or falls evenly from the first to this within the duration
    Arrivals arrivals = Arrivals::Poisson;
    double burstiness = 1; ///< shape of the gamma distribution of gaps: 1 is Poisson, below it burstier
    std::optional<nanoseconds> duration {}; ///< where given, decides the number of requests instead of `repetitions`
    std::optional<int> maxConcurrency {};   ///< per endpoint; requests that are due meanwhile wait in the client
};

using Load = std::variant<ClosedLoop, OpenLoop>;

/// Whether repetitions may be answered from the server's prefix cache.
enum class PromptCache { Allow, Avoid };

/// Service level objectives; a request meets them when it is within all that are given.
struct Slo
{
    std::optional<nanoseconds> ttft;
    std::optional<nanoseconds> tpot;
    std::optional<nanoseconds> e2e;
};

/// What is done right before each request of a test whose requests are to be cold.
struct ColdPreparation
{
    std::optional<nanoseconds> wait {}; ///< nothing is sent for so long; empty: the endpoint's cache is reset

    bool resetsCache() const { return !wait; }
    bool operator==(const ColdPreparation &) const = default;
};

QString toString(const ColdPreparation &preparation); ///< "wait 90 s", "reset the cache"

/// Everything a test inherits from its suite unless it says otherwise; resolved by the parser.
struct TestSettings
{
    int repetitions = 3;
    double temperature = 0;
    Load load;
    PromptCache promptCache = PromptCache::Allow;
    Slo slo;
    bool ignoreEos = false;        ///< answers go on to max_tokens, where the engine can be asked for it
    int minTokens = 0;             ///< answers have at least so many tokens, where the engine can be asked for it
    bool stopAtSaturation = false; ///< a sweep ends by itself once it is past saturation (metrics/saturation.h)
    std::optional<ColdPreparation> cold {}; ///< each repetition is a cold request, alone and prepared so
};

/// What a dataset's file held when a run drew its prompts.
struct DatasetFacts
{
    QString sha256; ///< of the file, hexadecimal
    int entries = 0;
    int usable = 0;  ///< entries with a prompt
    int drawn = 0;   ///< different prompts that the run may send
    int lengths = 0; ///< drawn prompts whose answers' lengths the file gives
    int guessed = 0; ///< of these, told from an answer's characters / 4
    quint32 seed = 0;

    bool operator==(const DatasetFacts &) const = default;
};

/// A file of prompts, of which each repetition is sent another one (suite/datasetfile.h).
struct Dataset
{
    QString file;                         ///< as the suite names it
    QString path;                         ///< where it is; empty where a run was read
    bool outputLengths = true;            ///< answers end where those in the file do, at most at the test's max_tokens
    std::optional<DatasetFacts> facts {}; ///< known once a run has drawn from it

    bool operator==(const Dataset &) const = default;
};

struct Test
{
    QString name;
    QString purpose;
    QString keyMetric;               ///< "ttft", "total_time", "tps" or "prefill"; empty where the suite does not say
    std::vector<Message> messages;   ///< with promptTokens only its beginning, which may be empty
    std::optional<int> promptTokens; ///< the prompt is made so long, by the server's own count (suite/madeprompt.h)
    std::optional<Dataset> dataset;  ///< where the prompts are drawn from; there are no messages then
    int maxTokens = 0;
    TestSettings settings;
};

struct Suite
{
    QString name;
    QString description;
    QString source;              ///< the file it was read from, or ":/streamgauge/suites/…" for a bundled one
    QString yaml;                ///< the text it was read from, stored with each run
    int warmup = 1;              ///< requests per endpoint, sent first and not measured
    std::optional<quint32> seed; ///< of all that is drawn; without it each run draws its own
    TestSettings defaults;
    std::vector<Expectation> expectations;
    std::vector<Test> tests;
};

}
