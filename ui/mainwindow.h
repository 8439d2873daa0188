// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QMainWindow>

namespace streamgauge {

/// Menus, pages and the wires between them. Holds no run state.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(QWidget *parent = nullptr);
};

}
