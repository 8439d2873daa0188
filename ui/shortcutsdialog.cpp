// SPDX-License-Identifier: Apache-2.0
#include "shortcutsdialog.h"

#include "controls/labels.h"
#include "controls/page.h"
#include "controls/spacing.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

QString keysOf(const QAction &action)
{
    QStringList keys;
    for (const QKeySequence &sequence : action.shortcuts())
        keys.append(sequence.toString(QKeySequence::NativeText));
    return keys.join(QStringLiteral(", "));
}

}

ShortcutsDialog::ShortcutsDialog(const QList<QAction *> &actions, QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keyboard shortcuts"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::large);
    column->setSpacing(spacing::large);
    column->addWidget(headingLabel(tr("Keyboard shortcuts"), this));

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(spacing::page * 2);
    grid->setVerticalSpacing(spacing::small);
    for (const QAction *action : actions) {
        if (action->shortcuts().isEmpty())
            continue;
        const int row = grid->rowCount();
        grid->addWidget(mutedLabel(action->text(), this), row, 0);
        grid->addWidget(titleLabel(keysOf(*action), this), row, 1);
    }
    column->addLayout(grid);
    column->addWidget(
        noteLabel(tr("Tab moves between controls, the arrow keys within a list or a row of choices."), this));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

}
