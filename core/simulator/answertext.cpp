// SPDX-License-Identifier: Apache-2.0
#include "simulator/answertext.h"

#include "simulator/simulatedtokenizer.h"

namespace streamgauge {

namespace {

// Ends a sentence after seven pieces: the shortest answer of the bundled suite is a whole one.
const QStringList &answerOpening()
{
    static const QStringList pieces = tokenPieces(QStringLiteral("Simulated answer, no model."));
    return pieces;
}

const QStringList &reasoningOpening()
{
    static const QStringList pieces = tokenPieces(QStringLiteral("Simulated reasoning: no model ran."));
    return pieces;
}

const QStringList &prose()
{
    static const QStringList pieces = tokenPieces(QStringLiteral(
        " The river leaves the hills in a wide bend and slows down before it meets the plain."
        " In spring it carries more water than the old bridge was built for, and the road beside it is closed."
        " People in the valley keep a record of its height, with a date and a number for each day."
        " Some of these lists are older than the houses in which they are kept."
        " Read together they show a pattern: high water comes earlier, and the dry weeks last longer."
        " A mill still stands below the bend. Its wheel turned for two hundred years; now a small turbine does the "
        "work."
        " The path from the station takes an hour on foot. It passes an orchard, a field of barley and a row of "
        "poplars."
        " At noon the market closes, the benches fill, and for a while there is hardly any sound but the water."
        " In the evening the light comes low over the fields, and the first train back is nearly empty."
        " Whoever stays sees the lamps along the bank go on, one after the other, as far as the bridge."));
    return pieces;
}

QString pieceAt(const QStringList &opening, qsizetype index, qsizetype offset)
{
    return index < opening.size() ? opening[index] : prose()[(index - opening.size() + offset) % prose().size()];
}

}

AnswerText::AnswerText(ReasoningStyle style, const AnswerPlan &plan, quint64 seed)
    : m_style(style)
    , m_reasoningTokens(plan.reasoningTokens)
    , m_offset(0)
{
    // A sentence's beginning, so that the text reads well.
    const qsizetype wanted = static_cast<qsizetype>(seed % static_cast<quint64>(prose().size()));
    for (qsizetype i = 0; i < wanted; ++i) {
        if (prose()[i] == QLatin1String("."))
            m_offset = i + 1;
    }
    m_offset %= prose().size();
}

AnswerPiece AnswerText::piece(int index) const
{
    if (m_style == ReasoningStyle::Inline && m_reasoningTokens > 1)
        return inlinePiece(index);
    if (index < m_reasoningTokens)
        return {pieceAt(reasoningOpening(), index, m_offset), true};
    return {pieceAt(answerOpening(), index - m_reasoningTokens, m_offset), false};
}

AnswerPiece AnswerText::inlinePiece(int index) const
{
    if (index == 0)
        return {QStringLiteral("<think>\n"), false};
    if (index < m_reasoningTokens - 1)
        return {pieceAt(reasoningOpening(), index - 1, m_offset), false};
    if (index == m_reasoningTokens - 1)
        return {QStringLiteral("\n</think>\n\n"), false};
    return {pieceAt(answerOpening(), index - m_reasoningTokens, m_offset), false};
}

}
