// SPDX-License-Identifier: Apache-2.0
#include "mainwindow.h"

namespace streamgauge {

MainWindow::MainWindow(QWidget *parent)
    : QMainWindow(parent)
{
}

}
