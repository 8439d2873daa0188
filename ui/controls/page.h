// SPDX-License-Identifier: Apache-2.0
#pragma once

class QVBoxLayout;
class QWidget;

namespace streamgauge {

/// Makes @p widget a page of the main window: its background, margins and spacing; the layout to fill.
QVBoxLayout *makePage(QWidget *widget);

/// A hairline across a card.
QWidget *hairline(QWidget *parent = nullptr);

}
