// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace streamgauge {

class CompareSeries;
class SeriesTray;

/// What a tray asks for of a series' name, colour, expectations and hiding goes into @p series, through dialogs over
/// @p window where something is to be said. All of them must live as long as the tray.
void connectChoices(SeriesTray &tray, CompareSeries &series, QWidget *window);

}
