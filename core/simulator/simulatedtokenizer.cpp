// SPDX-License-Identifier: Apache-2.0
#include "simulator/simulatedtokenizer.h"

namespace streamgauge {

namespace {

constexpr qsizetype longestPiece = 7;
constexpr qsizetype longestNumber = 3;

bool isWordCharacter(QChar character)
{
    // Scripts without spaces have about a token a character.
    return character.isLetter() && character.unicode() < 0x2E80 && !character.isSurrogate();
}

template<typename Belongs>
qsizetype runLength(QStringView text, qsizetype limit, Belongs belongs)
{
    qsizetype length = 0;
    while (length < qMin(limit, text.size()) && belongs(text[length]))
        ++length;
    return length;
}

/// Of the piece @p text begins with; more than 0.
qsizetype pieceLength(QStringView text)
{
    const qsizetype space = text[0] == QLatin1Char(' ') ? 1 : 0;
    const qsizetype word = runLength(text.sliced(space), longestPiece - space, isWordCharacter);
    if (word > 0)
        return space + word;
    const qsizetype digits = runLength(text, longestNumber, [](QChar character) { return character.isDigit(); });
    if (digits > 0)
        return digits;
    const bool isPair = text.size() > 1 && text[0].isHighSurrogate() && text[1].isLowSurrogate();
    return isPair ? 2 : 1;
}

std::uint32_t tokenId(QStringView piece)
{
    std::uint32_t id = 2166136261U; // FNV-1a
    for (const QChar character : piece)
        id = (id ^ character.unicode()) * 16777619U;
    return id & 0x7FFFFFFFU; // the markers of the chat template lie above
}

template<typename Visit>
void visitPieces(QStringView text, Visit visit)
{
    while (!text.isEmpty()) {
        const qsizetype length = pieceLength(text);
        visit(text.first(length));
        text = text.sliced(length);
    }
}

enum Marker : std::uint32_t { BeginMessage = 0x80000000U, EndHeader, EndMessage, BeginAnswer };

}

QStringList tokenPieces(const QString &text)
{
    QStringList pieces;
    visitPieces(text, [&](QStringView piece) { pieces.append(piece.toString()); });
    return pieces;
}

std::vector<std::uint32_t> tokenize(const QString &text)
{
    std::vector<std::uint32_t> tokens;
    visitPieces(text, [&](QStringView piece) { tokens.push_back(tokenId(piece)); });
    return tokens;
}

std::vector<std::uint32_t> tokenizeChat(const std::vector<Message> &messages)
{
    std::vector<std::uint32_t> tokens;
    for (const Message &message : messages) {
        tokens.insert(tokens.end(), {BeginMessage, tokenId(message.role), EndHeader});
        const std::vector<std::uint32_t> content = tokenize(message.content);
        tokens.insert(tokens.end(), content.begin(), content.end());
        tokens.push_back(EndMessage);
    }
    tokens.insert(tokens.end(), {BeginMessage, BeginAnswer, EndHeader});
    return tokens;
}

}
