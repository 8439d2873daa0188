// SPDX-License-Identifier: Apache-2.0
#include "run/runoptionsbar.h"

#include "appsettings.h"
#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/page.h"
#include "controls/spacing.h"
#include "run/calibrationrow.h"
#include "suitestore.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <array>

namespace streamgauge {

namespace {

const QString suiteKey = QStringLiteral("run/suite");
const QString orderKey = QStringLiteral("run/order");
constexpr std::array orders {Order::OneByOne, Order::Together, Order::Interference, Order::Interleaved};

void addField(QHBoxLayout *row, const QString &name, QWidget *field)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(spacing::tight);
    QLabel *label = noteLabel(name);
    label->setWordWrap(false);
    label->setBuddy(field);
    field->setAccessibleName(name);
    column->addWidget(label);
    column->addWidget(field);
    row->addLayout(column);
}

QSpinBox *countBox(int least, const QString &tip)
{
    auto *box = new QSpinBox;
    box->setRange(least, 999);
    box->setFixedWidth(76);
    box->setToolTip(tip);
    return box;
}

}

RunOptionsBar::RunOptionsBar(AppServices &services, QWidget *parent)
    : Card(parent)
    , m_services(services)
    , m_suite(new QComboBox)
    , m_repetitions(countBox(1, tr("How often each test is measured on each endpoint, in this run")))
    , m_warmup(countBox(0, tr("Requests sent to each endpoint first and not measured, in this run")))
    , m_order(new QComboBox)
    , m_sum(mutedLabel({}))
    , m_calibration(new CalibrationRow(services, this))
    , m_run(primaryButton(tr("Run Suite")))
{
    makeLarge(m_run);
    addShortcut(m_run, QKeySequence(Qt::CTRL | Qt::Key_R), tr("Run the suite on the selected endpoints"));
    m_sum->setWordWrap(true);
    m_sum->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_sum->setMinimumWidth(112);

    auto *row = new QHBoxLayout;
    row->setSpacing(spacing::large);
    addFields(row);
    row->addWidget(m_sum, 1);
    row->addWidget(m_run, 0, Qt::AlignVCenter);
    body()->addLayout(row);
    body()->addWidget(hairline(this));
    body()->addWidget(m_calibration);

    m_order->setObjectName(QStringLiteral("order"));
    addOrder(tr("One by one"), tr("Each endpoint runs the whole suite alone, one after the other"));
    addOrder(tr("Together"), tr("Each test runs on all selected endpoints at once"));
    addOrder(tr("Interference"), tr("Each endpoint alone, then all together: what does each lose?"));
    addOrder(tr("Interleaved"), tr("A B A B, never two at once: what drifts meanwhile drifts for all alike"));
    const int order = AppSettings().value(orderKey, 0).toInt();
    m_order->setCurrentIndex(order >= 0 && order < static_cast<int>(orders.size()) ? order : 0);
    reloadSuites();
    connect(m_suite, &QComboBox::currentIndexChanged, this, [this] {
        takeSuiteDefaults();
        Q_EMIT changed();
    });
    connect(m_order, &QComboBox::currentIndexChanged, this, [this](int index) {
        AppSettings().setValue(orderKey, index);
        Q_EMIT changed();
    });
    connect(m_repetitions, &QSpinBox::valueChanged, this, &RunOptionsBar::changed);
    connect(m_warmup, &QSpinBox::valueChanged, this, &RunOptionsBar::changed);
    connect(m_run, &QPushButton::clicked, this, &RunOptionsBar::runRequested);
    connect(&m_services.suites, &SuiteStore::changed, this, [this] {
        reloadSuites();
        Q_EMIT changed();
    });
}

void RunOptionsBar::addOrder(const QString &name, const QString &meaning)
{
    m_order->addItem(name);
    m_order->setItemData(m_order->count() - 1, meaning, Qt::ToolTipRole);
}

void RunOptionsBar::addFields(QHBoxLayout *row)
{
    m_suite->setMinimumWidth(140);
    m_suite->setMaximumWidth(220);
    m_suite->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addField(row, tr("Suite"), m_suite);
    addField(row, tr("Repetitions"), m_repetitions);
    addField(row, tr("Warm-up"), m_warmup);
    addField(row, tr("Order"), m_order);
}

void RunOptionsBar::reloadSuites()
{
    const QString wanted =
        m_suite->count() > 0 ? m_suite->currentData().toString() : AppSettings().value(suiteKey).toString();
    const QSignalBlocker blocker(m_suite);
    m_suite->clear();
    for (const SuiteEntry &entry : m_services.suites.entries()) {
        m_suite->addItem(entry.suite ? entry.title : tr("%1 (cannot be read)").arg(entry.title), entry.id);
        if (entry.suite)
            m_suite->setItemData(m_suite->count() - 1, entry.suite->description, Qt::ToolTipRole);
    }
    m_suite->setCurrentIndex(std::max(0, m_suite->findData(wanted)));
    takeSuiteDefaults();
}

void RunOptionsBar::takeSuiteDefaults()
{
    const Suite *chosen = suite();
    const QString id = m_suite->currentData().toString();
    if (!chosen || id == m_shownSuite)
        return;
    m_shownSuite = id;
    const QSignalBlocker blockRepetitions(m_repetitions);
    const QSignalBlocker blockWarmup(m_warmup);
    m_repetitions->setValue(chosen->defaults.repetitions);
    m_warmup->setValue(chosen->warmup);
    AppSettings().setValue(suiteKey, id);
}

const Suite *RunOptionsBar::suite() const
{
    const SuiteEntry *entry = m_services.suites.find(m_suite->currentData().toString());
    return entry && entry->suite ? &*entry->suite : nullptr;
}

QString RunOptionsBar::suiteProblem() const
{
    const SuiteEntry *entry = m_services.suites.find(m_suite->currentData().toString());
    return entry && entry->problem ? entry->problem->toString() : QString();
}

// Only what differs from the suite is an option: a test's own repetitions stay as its author set them.
PlanOptions RunOptionsBar::options() const
{
    PlanOptions options;
    options.order = orders.at(static_cast<std::size_t>(std::max(0, m_order->currentIndex())));
    const Suite *chosen = suite();
    if (!chosen || m_repetitions->value() != chosen->defaults.repetitions)
        options.repetitions = m_repetitions->value();
    if (!chosen || m_warmup->value() != chosen->warmup)
        options.warmup = m_warmup->value();
    return options;
}

bool RunOptionsBar::isToCalibrate() const
{
    return m_calibration->isWanted();
}

void RunOptionsBar::cancelCalibration()
{
    m_calibration->cancel();
}

void RunOptionsBar::setRunnable(const QString &sum, int streams)
{
    show(sum, true);
    m_calibration->setStreams(streams);
}

void RunOptionsBar::setNotRunnable(const QString &reason)
{
    show(reason, false);
    m_calibration->setStreams(0);
}

void RunOptionsBar::show(const QString &sum, bool runnable)
{
    m_run->setEnabled(runnable);
    m_run->setAccessibleDescription(sum);
    m_sum->setText(sum);
}

}
