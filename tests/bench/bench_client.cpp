// SPDX-License-Identifier: Apache-2.0
// The measuring client against a server that knows the truth, beside a raw reader that only reads and finds event
// ends. Prints a line a load and round, then a table of the rounds' medians (docs/measuring.md).
//
//     bench_client [ROUNDS [PART-OF-A-LOAD'S-NAME | others]]

#include "clientrun.h"
#include "livewindow.h"
#include "rawreader.h"
#include "truthserver.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

using namespace streamgauge;

namespace streamgauge {

double quantile(std::vector<double> &values, double q)
{
    if (values.empty())
        return 0;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
    std::ranges::nth_element(values, at);
    return *at;
}

}

namespace {

constexpr int pace_us = 20000;
constexpr std::array loads {
    BenchLoad {.name = "flat out, 16 streams", .streams = 16, .tokens = 100000},
    BenchLoad {
        .name = "128 evenly", .streams = 128, .tokens = 250, .pace_us = pace_us, .begin = BenchLoad::Begin::Evenly},
    BenchLoad {
        .name = "512 evenly", .streams = 512, .tokens = 250, .pace_us = pace_us, .begin = BenchLoad::Begin::Evenly},
    BenchLoad {
        .name = "1000 evenly", .streams = 1000, .tokens = 250, .pace_us = pace_us, .begin = BenchLoad::Begin::Evenly},
    BenchLoad {.name = "512 in a burst", .streams = 512, .tokens = 200, .pace_us = pace_us},
    BenchLoad {.name = "1000 in step",
               .streams = 1000,
               .tokens = 250,
               .pace_us = pace_us,
               .begin = BenchLoad::Begin::Evenly,
               .inStep = true},
    BenchLoad {.name = "128 held up",
               .streams = 128,
               .tokens = 250,
               .pace_us = pace_us,
               .begin = BenchLoad::Begin::Evenly,
               .heldUp = true},
    BenchLoad {.name = "1000 held up",
               .streams = 1000,
               .tokens = 250,
               .pace_us = pace_us,
               .begin = BenchLoad::Begin::Evenly,
               .heldUp = true},
    BenchLoad {.name = "1000 shown live",
               .streams = 1000,
               .tokens = 250,
               .pace_us = pace_us,
               .begin = BenchLoad::Begin::Evenly,
               .live = true},
};

/// One round of one load, in the table's columns.
using Row = std::map<std::string, double>;

Row rowOf(RawReading &raw, ClientReading &client, const TruthServer &server)
{
    const double rawCost = raw.cpuSeconds / static_cast<double>(raw.events) * 1e6;
    const double cost = client.cpuSeconds / static_cast<double>(client.events) * 1e6;
    return {{"events/s", static_cast<double>(client.events) / client.seconds},
            {"CPU", cost},
            {"raw CPU", rawCost},
            {"ratio", cost / rawCost},
            {"failed", client.failed},
            {"behind", client.behind},
            {"TTFT p50", quantile(client.ttftErrors_us, 0.5)},
            {"TTFT p99", quantile(client.ttftErrors_us, 0.99)},
            {"raw TTFT p50", quantile(raw.ttftErrors_us, 0.5)},
            {"raw TTFT p99", quantile(raw.ttftErrors_us, 0.99)},
            {"gap p50", quantile(client.gapErrors_us, 0.5)},
            {"gap p99", quantile(client.gapErrors_us, 0.99)},
            {"busy p99", quantile(client.busy_ms, 0.99)},
            {"busy max", quantile(client.busy_ms, 1)},
            {"server late p99", Milliseconds(server.lateness(0.99)).count()}};
}

void print(const char *name, Row &row)
{
    std::printf("%-22s %9.0f events/s  CPU/event %5.2f us, raw %5.2f us, ratio %4.2f  failed %.0f  behind %.0f", name,
                row["events/s"], row["CPU"], row["raw CPU"], row["ratio"], row["failed"], row["behind"]);
    if (row["gap p99"] > 0)
        std::printf(
            "  TTFT too long by %.0f / %.0f us (raw %.0f / %.0f)  gaps wrong by %.1f / %.0f us  server late by %.1f ms",
            row["TTFT p50"], row["TTFT p99"], row["raw TTFT p50"], row["raw TTFT p99"], row["gap p50"], row["gap p99"],
            row["server late p99"]);
    if (row["busy max"] > 0)
        std::printf("  GUI thread busy for %.1f / %.1f ms (p99 / longest)", row["busy p99"], row["busy max"]);
    std::printf("\n");
    std::fflush(stdout);
}

Row medianOf(const std::vector<Row> &rows)
{
    Row median;
    for (const auto &column : rows.front()) {
        std::vector<double> values;
        for (const Row &row : rows)
            values.push_back(row.at(column.first));
        median[column.first] = quantile(values, 0.5);
    }
    return median;
}

void printTable(const std::map<std::string, std::vector<Row>> &rounds, std::size_t count)
{
    std::printf(
        "\nMedians of %zu rounds; TTFT and gaps: median / p99, us\n\n"
        "| load | events a second | CPU per event | of the raw reader's | TTFT too long by | the raw reader's | gaps "
        "wrong by |\n|---|---|---|---|---|---|---|\n",
        count);
    for (const BenchLoad &load : loads) {
        const auto found = rounds.find(load.name);
        if (found == rounds.end())
            continue;
        Row row = medianOf(found->second);
        std::printf("| %s | %.0f | %.2f us | %.2f times |", load.name, row["events/s"], row["CPU"], row["ratio"]);
        if (load.pace_us > 0)
            std::printf(" %.0f / %.0f | %.0f / %.0f | %.1f / %.0f |\n", row["TTFT p50"], row["TTFT p99"],
                        row["raw TTFT p50"], row["raw TTFT p99"], row["gap p50"], row["gap p99"]);
        else
            std::printf(" | | |\n");
        if (load.live)
            std::printf("\nThe GUI thread was busy with one event for %.1f ms (p99), %.1f ms at most.\n",
                        row["busy p99"], row["busy max"]);
    }
}

void measureOthers(std::uint16_t port)
{
    std::printf("\n");
    std::vector<double> late_us = sendingLateness_us(port, 1000);
    std::printf("1,000 requests a second: sent late by %.0f us (median), %.0f us (p99), %.0f us at most\n",
                quantile(late_us, 0.5), quantile(late_us, 0.99), quantile(late_us, 1));
    const TokenMemory memory = tokenMemory(port);
    if (memory.bytesPerToken > 0)
        std::printf("memory: %.1f bytes a token, of which %.0f are its text\n", memory.bytesPerToken,
                    memory.ofWhichText);
    else
        std::printf("memory: not measured, the answers ended too soon\n");
    for (const int streams : {1, 1000})
        std::printf("stop with %d streams open: saved after %.0f ms\n", streams, stopMilliseconds(port, streams));
}

}

int main(int argc, char **argv)
{
    TruthServer server;
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    TimedApplication application(argc, argv);
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 3;
    const std::string_view wanted = argc > 2 ? argv[2] : "";
    std::map<std::string, std::vector<Row>> measured;
    for (int round = 0; round < rounds; ++round)
        for (const BenchLoad &load : loads) {
            if (!std::string_view(load.name).contains(wanted))
                continue;
            RawReading raw = readRaw(server.port(), load);
            server.forgetLateness();
            ClientReading client = measure(server.port(), load);
            Row row = rowOf(raw, client, server);
            print(load.name, row);
            measured[load.name].push_back(row);
        }
    if (!measured.empty())
        printTable(measured, static_cast<std::size_t>(rounds));
    if (wanted.empty() || wanted == "others")
        measureOthers(server.port());
    return 0;
}
