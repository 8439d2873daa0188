// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "appservices.h"
#include "endpoint/endpoint.h"

#include <QSet>
#include <QWidget>

#include <vector>

class QGridLayout;
class QLabel;
class QPushButton;

namespace streamgauge {

class EndpointCard;

/// Every endpoint as a card, in as many columns as there is room for. What is left out is remembered by label.
class EndpointPicker : public QWidget
{
    Q_OBJECT

public:
    explicit EndpointPicker(AppServices &services, QWidget *parent = nullptr);

    std::vector<Endpoint> selected() const;
    void deselect(const QString &label);

Q_SIGNALS:
    void selectionChanged();
    void addEndpointRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void rebuild();
    void refreshStatus();
    void arrange();
    void selectionToggled();
    QWidget *header();

    AppServices &m_services;
    QGridLayout *m_grid;
    QLabel *m_count;
    QPushButton *m_add;
    QPushButton *m_refresh = nullptr;
    std::vector<EndpointCard *> m_cards;
    QSet<QString> m_leftOut;
    int m_columns = 0;
};

}
