// SPDX-License-Identifier: Apache-2.0
#include "compare/recommendationcard.h"

#include "controls/labels.h"
#include "controls/spacing.h"

#include <QVBoxLayout>

namespace streamgauge {

RecommendationCard::RecommendationCard(QWidget *parent)
    : Card(tr("What follows"), {}, parent)
    , m_rows(new QVBoxLayout)
{
    m_rows->setSpacing(spacing::tight);
    body()->addLayout(m_rows);
    hide();
}

void RecommendationCard::setRecommendations(const std::vector<Recommendation> &recommendations)
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const Recommendation &recommendation : recommendations) {
        QLabel *sentence = bodyLabel(recommendation.sentence, this);
        QLabel *evidence = noteLabel(recommendation.evidence, this);
        for (QLabel *label : {sentence, evidence}) {
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            m_rows->addWidget(label);
        }
    }
    setVisible(!recommendations.empty());
}

}
