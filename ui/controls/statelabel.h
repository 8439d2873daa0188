// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

namespace streamgauge {

enum class EndpointState { Unknown, Checking, Ready, Unreachable, Simulated };

/// "ready", "unreachable", … as shown beside the dot.
QString toString(EndpointState state);

/// The dot's and the word's colour in the current theme.
QColor stateColor(EndpointState state);

/// A dot and a word: the state of an endpoint. The shape differs too (a ring while unknown or checking, a square when
/// unreachable), for eyes that do not tell the colours apart.
class StateLabel : public QWidget
{
    Q_OBJECT

public:
    explicit StateLabel(QWidget *parent = nullptr);

    EndpointState state() const { return m_state; }
    QString text() const { return m_text; }
    void setState(EndpointState state, const QString &text = {}); ///< empty text: the state's own word

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    EndpointState m_state = EndpointState::Unknown;
    QString m_text;
};

/// For delegates and widgets that paint themselves.
void paintStateDot(QPainter &painter, const QRectF &dot, EndpointState state);

}
