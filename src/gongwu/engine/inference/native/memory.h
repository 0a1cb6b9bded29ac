/* The keys and values of what was read, in pages of PAGE positions for every layer and group.

   Attention is two matrix products whose matrices grow: scores = keys x query, and
   read = values x odds. So keys lie in panels whose outputs are positions, values in panels whose
   inputs are positions, and product.h does the work. For one layer and group a page holds
     keys    [PAGE / 32] [head_width] [32 positions]
     values  [head_width in panels] [PAGE] [32 channels]. */

#ifndef GONGWU_MEMORY_H
#define GONGWU_MEMORY_H

#include "net.h"

#define PAGE 64

INLINE int64_t place_floats(const struct net *net) {
    return PAGE * (net->head_width + padded(net->head_width));
}

static float *keys_of(const struct net *net, float *page, int64_t layer, int64_t group) {
    return page + (layer * net->groups + group) * place_floats(net);
}

static float *values_of(const struct net *net, float *page, int64_t layer, int64_t group) {
    return keys_of(net, page, layer, group) + PAGE * net->head_width;
}

static void remember(const struct net *net, float *page, int64_t layer, int64_t group,
                     int64_t position, const float *key, const float *value) {
    int64_t here = position % PAGE, width = net->head_width;
    float *keys = keys_of(net, page, layer, group) + here / PANEL * width * PANEL + here % PANEL;
    for (int64_t d = 0; d < width; d++) keys[d * PANEL] = key[d];
    float *values = values_of(net, page, layer, group) + here * PANEL;
    for (int64_t d = 0; d < padded(width); d++)
        values[d / PANEL * PAGE * PANEL + d % PANEL] = d < width ? value[d] : 0.0f;
}

static struct panels keys_in(const struct net *net, float *page, int64_t layer, int64_t group) {
    return (struct panels){.weights = keys_of(net, page, layer, group),
                           .stride = net->head_width * PANEL * (int64_t)sizeof(float),
                           .inputs = net->head_width,
                           .number = FLOAT32};
}

/* The first `count` positions of a page. */
static struct panels values_in(const struct net *net, float *page, int64_t layer, int64_t group,
                               int64_t count) {
    return (struct panels){.weights = values_of(net, page, layer, group),
                           .stride = PAGE * PANEL * (int64_t)sizeof(float),
                           .inputs = count,
                           .number = FLOAT32};
}

#endif
