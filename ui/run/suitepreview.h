// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "controls/card.h"
#include "suite/suite.h"

class QGridLayout;

namespace streamgauge {

/// What a suite measures: its tests with their purpose, limits and key metric.
class SuitePreview : public Card
{
    Q_OBJECT

public:
    explicit SuitePreview(QWidget *parent = nullptr);

    void setSuite(const Suite &suite);

Q_SIGNALS:
    void suitesRequested();

private:
    void addTest(const Test &test, int row);

    QGridLayout *m_grid = nullptr;
    QWidget *m_table = nullptr;
};

}
