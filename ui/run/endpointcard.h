// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "endpoint/endpoint.h"
#include "endpointmonitor.h"

#include <QCheckBox>

namespace streamgauge {

/// One endpoint to choose: click or Space takes it in or out. Shows its series colour, where it is and whether it
/// answers.
class EndpointCard : public QCheckBox
{
    Q_OBJECT

public:
    explicit EndpointCard(QWidget *parent = nullptr);

    void setEndpoint(const Endpoint &endpoint);
    void setStatus(const EndpointStatus &status);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool hitButton(const QPoint &position) const override;
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void refreshText();
    void drawFrame(QPainter &painter) const;
    void drawCheck(QPainter &painter, const QRectF &box) const;
    void drawState(QPainter &painter, const QRect &line) const;

    Endpoint m_endpoint;
    EndpointStatus m_status;
    QString m_place; ///< "localhost:8000 · vLLM 0.12"
    QString m_state; ///< "ready", "unreachable: …"
};

/// "localhost:8000 · vLLM 0.12", without credentials; for a simulated endpoint the device it models.
QString endpointPlace(const Endpoint &endpoint, const EndpointStatus &status);

/// "ready", "checking …", "unreachable: connection refused".
QString endpointStateText(const EndpointStatus &status);

}
