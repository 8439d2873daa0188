// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"
#include "metrics/requestrecord.h"
#include "suite/madeprompt.h"
#include "suite/plan.h"
#include "suite/suite.h"

#include <QDateTime>
#include <QJsonObject>
#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace streamgauge {

/// The first line of a run file: what was run, on what. Never holds a secret.
struct RunHeader
{
    QString id;        ///< a UUID without braces
    QDateTime started; ///< wall time, UTC, milliseconds
    QString app;       ///< "streamgauge 0.1.0"
    QString title;
    QString notes;
    QStringList tags;
    bool simulated = false;
    QString arrivalClock = QStringLiteral("read"); ///< where arrival times come from: "read" or "kernel"
    QJsonObject host;
    quint32 seed = 0; ///< of what was drawn for this run: the lines that keep prompts out of a prefix cache
    Suite suite;
    std::vector<Endpoint> endpoints;  ///< resolved: with model; keys only as references
    std::vector<QJsonObject> engines; ///< one per endpoint: what the server said of itself
    Order order = Order::OneByOne;
    std::vector<MadePrompt> prompts; ///< of tests with prompt_tokens
    std::vector<Stage> stages;       ///< without their requests
};

/// Our own runs say of each endpoint whether it is simulated; one that says so of the whole only means all of them.
bool isSimulated(const RunHeader &header, const Endpoint &endpoint);

/// Values measured beside the requests, such as a server's /metrics.
struct Sample
{
    int endpoint = 0; ///< -1: of none, but of the client
    QString source;   ///< "metrics", "gpu", "client", "calibration"
    RunTime at {};
    std::map<QString, double> values;
};

/// What the client had to do differently, or found out, while it ran: a sentence for the run's reader.
struct Remark
{
    int endpoint = 0;
    RunTime at {};
    QString message;
};

enum class Outcome { Completed, Cancelled, Failed };

struct RunEnd
{
    RunTime at {};
    Outcome outcome = Outcome::Completed;
    QStringList notes {}; ///< what came up during the run: "Mistral-24B: http://…/metrics answered HTTP 404"
};

/// One execution of a suite on one or more endpoints.
struct Run
{
    RunHeader header;
    std::vector<RequestRecord> requests; ///< in the order they ended
    std::vector<Sample> samples;
    std::vector<Remark> clientRemarks; ///< said by the client during the run
    std::optional<RunEnd> end;         ///< absent where the program was killed
    QStringList remarks;               ///< the file's flaws: "cut off after request 7", …
};

}
