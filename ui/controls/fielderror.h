// SPDX-License-Identifier: Apache-2.0
#pragma once

class QLabel;
class QWidget;

namespace streamgauge {

/// @p field with the label that says what is wrong with it right below.
QWidget *withError(QWidget *field, QLabel *error, QWidget *parent);

/// Gives @p field the red border of what is wrong, or takes it away.
void markInvalid(QWidget *field, bool invalid);

}
