// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/probe.h"
#include "run/runcontroller.h"
#include "simulator/simulatorhost.h"

#include <QObject>

#include <vector>

namespace streamgauge {

/// What the user asks for: a suite on endpoints, with the options changed for this run.
struct RunRequest
{
    Suite suite;
    std::vector<Endpoint> endpoints;
    PlanOptions options;
    QString title;                ///< empty: made from the suite's name
    QString path;                 ///< of the run file to be written
    QString promptLengthsPath {}; ///< where made prompts are remembered; empty: nowhere
};

/// Why an endpoint cannot be measured.
struct EndpointProblem
{
    int endpoint = 0;
    QString message;
};

/// Turns a request into a setup that can start: draws prompts from datasets, starts simulators, looks keys up, asks
/// servers for their model, and makes prompts of the lengths that tests ask for. Says before anything is measured which
/// endpoints cannot be measured and why: of those that cannot be reached within 10 s. Use once.
class RunPreparation : public QObject
{
    Q_OBJECT

public:
    RunPreparation(RunRequest request, SimulatorHost &simulators, QObject *parent = nullptr);
    ~RunPreparation() override;

    void start();

Q_SIGNALS:
    void ready(const streamgauge::RunSetup &setup);
    void failed(const std::vector<streamgauge::EndpointProblem> &problems);
    void refused(const streamgauge::Error &error); ///< the suite cannot be run on any endpoint: its dataset, say

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}
