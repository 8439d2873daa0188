// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suite/suite.h"

#include <QWidget>

class QPlainTextEdit;
class QTableView;

namespace streamgauge {

class TestsModel;

/// A suite's tests as a table, and under it the prompt of the chosen one.
class TestsView : public QWidget
{
    Q_OBJECT

public:
    explicit TestsView(QWidget *parent = nullptr);

    void setTests(const std::vector<Test> &tests);

private:
    void showPrompt();

    TestsModel *m_model;
    QTableView *m_table;
    QPlainTextEdit *m_prompt;
};

}
