// SPDX-License-Identifier: Apache-2.0
#include "run/progresscard.h"

#include "controls/buttons.h"
#include "controls/elidedlabel.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "run/runtext.h"
#include "run/testlanes.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace streamgauge {

ProgressCard::ProgressCard(QWidget *parent)
    : Card(parent)
    , m_subject(titleLabel({}, this))
    , m_detail(new ElidedLabel({}, this))
    , m_counts(mutedLabel({}, this))
    , m_bar(new QProgressBar(this))
    , m_stop(secondaryButton(tr("Stop"), this))
    , m_lanes(new TestLanes(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    makeLarge(m_stop);
    addShortcut(m_stop, QKeySequence(Qt::Key_Escape), tr("Stop the run; what was measured is kept"));
    auto *period = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Period), m_stop);
    connect(period, &QShortcut::activated, m_stop, &QPushButton::click);
    connect(m_stop, &QPushButton::clicked, this, &ProgressCard::stopRequested);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the run"));
    m_counts->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);

    auto *words = new QHBoxLayout;
    words->setSpacing(spacing::small);
    words->addWidget(m_subject);
    words->addWidget(m_detail, 1);
    words->addWidget(m_counts);
    auto *left = new QVBoxLayout;
    left->setSpacing(spacing::small);
    left->addStretch();
    left->addLayout(words);
    left->addWidget(m_bar);
    left->addStretch();
    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::large);
    row->addLayout(left, 1);
    row->addWidget(m_stop, 0, Qt::AlignVCenter);
    body()->addLayout(row);
    body()->addWidget(m_lanes);
}

void ProgressCard::setFacts(const RunFacts &facts)
{
    m_facts = facts;
    m_lanes->setFacts(facts);
    m_bar->setRange(0, 0);
    m_counts->clear();
}

void ProgressCard::setPhase(RunSession::Phase phase)
{
    m_phase = phase;
    m_stop->setEnabled(phase != RunSession::Phase::Stopping);
    if (phase == RunSession::Phase::Preparing) {
        m_subject->setText(tr("Preparing"));
        m_detail->setText(tr("asking every endpoint whether it is there"));
    } else if (phase == RunSession::Phase::Calibrating) {
        m_subject->setText(tr("Calibrating"));
        m_detail->setText(tr("how right this machine’s own times are"));
    } else if (phase == RunSession::Phase::Running) {
        m_bar->setRange(0, 0); // until there is something to show
    } else if (phase == RunSession::Phase::Stopping) {
        m_subject->setText(tr("Stopping"));
        m_detail->setText(tr("what was measured is being saved"));
    }
}

void ProgressCard::setCalibrated(double share)
{
    constexpr int steps = 100;
    m_bar->setRange(0, steps);
    m_bar->setValue(static_cast<int>(share * steps));
}

void ProgressCard::setSnapshot(const LiveSnapshot &snapshot)
{
    m_lanes->setSnapshot(snapshot);
    m_bar->setRange(0, std::max(1, static_cast<int>(snapshot.requestsPlanned)));
    m_bar->setValue(static_cast<int>(snapshot.requestsFinished));
    m_counts->setText(progressText(snapshot));
    if (m_phase != RunSession::Phase::Running)
        return;
    const CurrentWork work = currentWork(snapshot, m_facts);
    m_subject->setText(work.subject);
    m_detail->setText(work.detail);
}

void ProgressCard::focusStop()
{
    m_stop->setFocus(Qt::OtherFocusReason);
}

}
