// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace streamgauge {

class AppStyle;
class EndpointMonitor;
class EndpointStore;
class RunController;
class RunLibrary;
class SimulatorHost;
class SuiteStore;

/// What the pages work with. Built in the composition root, which outlives every page.
struct AppServices
{
    RunLibrary &library;
    RunController &controller;
    SimulatorHost &simulators;
    EndpointStore &endpoints;
    EndpointMonitor &monitor;
    SuiteStore &suites;
    AppStyle &style;
};

}
