// SPDX-License-Identifier: Apache-2.0
#include "commands.h"
#include "mainwindow.h"

#include <QApplication>

namespace streamgauge {

int dashboardCommand(const DashboardArguments &)
{
    MainWindow window;
    window.show();
    return QApplication::exec();
}

}
