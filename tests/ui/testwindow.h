// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "appstyle.h"
#include "endpointmonitor.h"
#include "endpointstore.h"
#include "run/runcontroller.h"
#include "runfile/runlibrary.h"
#include "simulator/simulatorhost.h"
#include "suitestore.h"

#include <QApplication>
#include <QLabel>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace streamgauge {

/// Everything the pages work with, in a folder of its own.
struct TestServices
{
    QTemporaryDir folder;
    AppStyle style {*qApp};
    SimulatorHost simulators;
    RunController controller;
    RunLibrary library {folder.filePath(QStringLiteral("runs"))};
    EndpointStore endpoints {folder.filePath(QStringLiteral("endpoints.yaml"))};
    EndpointMonitor monitor {endpoints};
    SuiteStore suites {folder.filePath(QStringLiteral("suites"))};
    AppServices services {library, controller, simulators, endpoints, monitor, suites, style};
};

}
