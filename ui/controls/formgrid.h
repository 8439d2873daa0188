// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QGridLayout>

class QLabel;

namespace streamgauge {

/// Names on the left, fields on the right, whole rows shown or hidden. Instead of QFormLayout, which writes past its
/// row data when it is asked for its height while a row is hidden and a label wraps (seen with Qt 6.4.2).
class FormGrid : public QGridLayout
{
    Q_OBJECT

public:
    explicit FormGrid(QWidget *parent = nullptr);

    void addRow(QLabel *name, QWidget *field);
    void setRowVisible(QWidget *field, bool visible);
};

}
