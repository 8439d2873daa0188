// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace streamgauge {

class CompareSeries;

// Ask what an entry of the tray is to be. All return at once; the answer goes into @p series.

void askLabel(CompareSeries &series, int index, QWidget *parent);
void askColor(CompareSeries &series, int index, QWidget *parent);
void askExpectations(CompareSeries &series, int index, QWidget *parent);

}
