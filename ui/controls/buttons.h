// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPushButton>

namespace streamgauge {

// Buttons by weight. A plain QPushButton is a secondary one.
QPushButton *primaryButton(const QString &text, QWidget *parent = nullptr); ///< the one action of a page
QPushButton *secondaryButton(const QString &text, QWidget *parent = nullptr);
QPushButton *quietButton(const QString &text, QWidget *parent = nullptr);  ///< a word in the accent colour
QPushButton *dangerButton(const QString &text, QWidget *parent = nullptr); ///< removes or stops something

/// A larger button, for the main action of the program.
void makeLarge(QPushButton *button);

/// "Save" with Ctrl+S → tool tip "Save  (Ctrl+S)"; pressing the keys clicks the button.
void addShortcut(QAbstractButton *button, const QKeySequence &keys, const QString &what);

}
