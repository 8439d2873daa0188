// SPDX-License-Identifier: Apache-2.0
#include "run/endpointpicker.h"

#include "appsettings.h"
#include "controls/buttons.h"
#include "controls/labels.h"
#include "controls/spacing.h"
#include "endpointmonitor.h"
#include "endpointstore.h"
#include "run/endpointcard.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace streamgauge {

namespace {

constexpr int narrowestCard = 196;
constexpr int widestCard = 320;
const QString leftOutKey = QStringLiteral("run/leftOut");

}

EndpointPicker::EndpointPicker(AppServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_grid(new QGridLayout)
    , m_count(mutedLabel({}, this))
    , m_add(secondaryButton(tr("+ Endpoint"), this))
{
    const QStringList leftOut = AppSettings().value(leftOutKey).toStringList();
    m_leftOut = QSet<QString>(leftOut.begin(), leftOut.end());
    m_add->setToolTip(tr("Add an endpoint to measure"));
    m_add->setAccessibleName(tr("Add endpoint"));
    m_add->setProperty("kind", QStringLiteral("tile"));
    m_add->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    m_add->setMaximumWidth(widestCard);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_add, &QPushButton::clicked, this, &EndpointPicker::addEndpointRequested);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::small);
    column->addWidget(header());
    m_grid->setSpacing(spacing::medium);
    column->addLayout(m_grid);

    connect(&m_services.endpoints, &EndpointStore::changed, this, &EndpointPicker::rebuild);
    connect(&m_services.monitor, &EndpointMonitor::statusChanged, this, &EndpointPicker::refreshStatus);
    rebuild();
}

QWidget *EndpointPicker::header()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::small);
    row->addWidget(titleLabel(tr("Endpoints"), bar));
    row->addWidget(m_count, 1);
    m_refresh = quietButton(tr("Check again"), bar);
    m_refresh->setStyleSheet(QStringLiteral("QPushButton { padding: 6px 0; } QPushButton:focus { padding: 5px 0; }"));
    addShortcut(m_refresh, QKeySequence(Qt::Key_F5), tr("Ask every endpoint whether it is there"));
    connect(m_refresh, &QPushButton::clicked, this, [this] { m_services.monitor.checkAll(); });
    row->addWidget(m_refresh);
    return bar;
}

std::vector<Endpoint> EndpointPicker::selected() const
{
    std::vector<Endpoint> chosen;
    const std::vector<Endpoint> &all = m_services.endpoints.endpoints();
    for (std::size_t i = 0; i < std::min(all.size(), m_cards.size()); ++i)
        if (m_cards[i]->isChecked())
            chosen.push_back(all[i]);
    return chosen;
}

void EndpointPicker::deselect(const QString &label)
{
    const std::vector<Endpoint> &all = m_services.endpoints.endpoints();
    for (std::size_t i = 0; i < std::min(all.size(), m_cards.size()); ++i)
        if (all[i].label == label)
            m_cards[i]->setChecked(false);
}

void EndpointPicker::rebuild()
{
    const std::vector<Endpoint> &endpoints = m_services.endpoints.endpoints();
    while (m_cards.size() > endpoints.size()) {
        delete m_cards.back();
        m_cards.pop_back();
    }
    while (m_cards.size() < endpoints.size()) {
        auto *card = new EndpointCard(this);
        card->setMaximumWidth(widestCard);
        connect(card, &EndpointCard::toggled, this, &EndpointPicker::selectionToggled);
        m_cards.push_back(card);
    }
    for (std::size_t i = 0; i < endpoints.size(); ++i) {
        const QSignalBlocker blocker(m_cards[i]);
        m_cards[i]->setEndpoint(endpoints[i]);
        m_cards[i]->setChecked(!m_leftOut.contains(endpoints[i].label));
    }
    m_columns = 0;
    arrange();
    refreshStatus();
    selectionToggled();
}

void EndpointPicker::refreshStatus()
{
    const std::vector<Endpoint> &endpoints = m_services.endpoints.endpoints();
    for (std::size_t i = 0; i < std::min(endpoints.size(), m_cards.size()); ++i)
        m_cards[i]->setStatus(m_services.monitor.status(endpoints[i]));
}

void EndpointPicker::selectionToggled()
{
    const std::vector<Endpoint> &endpoints = m_services.endpoints.endpoints();
    int chosen = 0;
    for (std::size_t i = 0; i < std::min(endpoints.size(), m_cards.size()); ++i) {
        if (m_cards[i]->isChecked()) {
            m_leftOut.remove(endpoints[i].label);
            ++chosen;
        } else {
            m_leftOut.insert(endpoints[i].label);
        }
    }
    m_count->setText(tr("%1 of %2 selected").arg(chosen).arg(endpoints.size()));
    AppSettings().setValue(leftOutKey, QStringList(m_leftOut.begin(), m_leftOut.end()));
    Q_EMIT selectionChanged();
}

void EndpointPicker::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void EndpointPicker::arrange()
{
    const int columns = std::max(1, (width() + spacing::medium) / (narrowestCard + spacing::medium));
    if (columns == m_columns)
        return;
    for (int column = 0; column < m_grid->columnCount(); ++column)
        m_grid->setColumnStretch(column, 0);
    m_columns = columns;
    int index = 0;
    QWidget *before = nullptr;
    const auto place = [&](QWidget *widget) {
        m_grid->addWidget(widget, index / columns, index % columns);
        m_grid->setColumnStretch(index % columns, 1);
        if (before)
            setTabOrder(before, widget);
        before = widget;
        ++index;
    };
    for (EndpointCard *card : m_cards)
        place(card);
    place(m_add);
    setTabOrder(m_add, m_refresh); // choosing comes first
    // Where one row does not fill the width the cards keep their size and the rest stays empty.
    m_grid->setColumnStretch(columns, index < columns ? columns - index : 0);
}

}
