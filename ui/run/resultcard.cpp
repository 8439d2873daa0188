// SPDX-License-Identifier: Apache-2.0
#include "run/resultcard.h"

#include "controls/buttons.h"
#include "controls/elidedlabel.h"
#include "controls/labels.h"
#include "controls/spacing.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace streamgauge {

namespace {

QString headingText(Outcome outcome, bool fileComplete)
{
    if (!fileComplete)
        return ResultCard::tr("The run file is not complete");
    switch (outcome) {
    case Outcome::Completed:
        return ResultCard::tr("Run finished and saved");
    case Outcome::Cancelled:
        return ResultCard::tr("Run stopped; what was measured is kept");
    case Outcome::Failed:
        return ResultCard::tr("The run ended early; what was measured is kept");
    }
    return {};
}

}

ResultCard::ResultCard(QWidget *parent)
    : Card(parent)
    , m_heading(headingLabel({}, this))
    , m_summary(bodyLabel({}, this))
    , m_path(new ElidedLabel({}, this))
    , m_problem(errorLabel(this))
    , m_compare(primaryButton(tr("Compare"), this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_heading->setWordWrap(true);
    m_path->setElideMode(Qt::ElideMiddle);
    m_path->setProperty("role", QStringLiteral("note"));

    QPushButton *saved = secondaryButton(tr("Show in Saved runs"), this);
    QPushButton *again = secondaryButton(tr("Run again"), this);
    QPushButton *setup = quietButton(tr("Change set-up"), this);
    m_compare->setToolTip(tr("Open this run in Compare"));
    saved->setToolTip(tr("Find this run among the saved ones"));
    addShortcut(again, QKeySequence(Qt::CTRL | Qt::Key_R), tr("Run the same suite on the same endpoints once more"));
    addShortcut(setup, QKeySequence(Qt::Key_Escape), tr("Choose endpoints and suite for another run"));
    connect(m_compare, &QPushButton::clicked, this, &ResultCard::compareRequested);
    connect(saved, &QPushButton::clicked, this, &ResultCard::savedRunsRequested);
    connect(again, &QPushButton::clicked, this, &ResultCard::runAgainRequested);
    connect(setup, &QPushButton::clicked, this, &ResultCard::setupRequested);

    auto *words = new QVBoxLayout;
    words->setSpacing(spacing::tight);
    words->addWidget(m_heading);
    words->addWidget(m_summary);
    words->addWidget(m_problem);
    words->addWidget(m_path);
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::small);
    row->addLayout(words, 1);
    row->addSpacing(spacing::medium);
    for (QPushButton *button : {m_compare, saved, again, setup})
        row->addWidget(button, 0, Qt::AlignVCenter);
    body()->addLayout(row);
}

void ResultCard::setResult(Outcome outcome, const QString &summary, const QString &path, const QString &problem)
{
    m_heading->setText(headingText(outcome, problem.isEmpty()));
    m_summary->setText(summary);
    showText(m_problem, problem);
    QString shown = QDir::toNativeSeparators(path);
    if (const QString home = QDir::toNativeSeparators(QDir::homePath()); home.size() > 1 && shown.startsWith(home))
        shown.replace(0, home.size(), QStringLiteral("~"));
    m_path->setText(shown);
}

void ResultCard::focusCompare()
{
    m_compare->setFocus(Qt::OtherFocusReason);
}

}
