import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow, Answers, Fails, Public } from '../../platform/http/index.js';
import {
  categoryPath,
  type CategoryRemoval,
  categoryRemoval,
  categoryRemoved,
  type CategoryUpdate,
  categoryUpdate,
  categoryView,
  type NewCategory,
  newCategory,
} from './categories.schemas.js';
import { CategoriesService } from './categories.service.js';
import { CategoryInUse, CategoryNotFound, CategoryTaken } from './creators.errors.js';

@ApiTags('Categories')
@Controller('categories')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get()
  @Public()
  @Answers('What creators are about, in order, with how many creators each has', z.array(categoryView))
  list() {
    return this.categories.list();
  }

  @Post()
  @Allow('admin')
  @Answers('Add a category; for admins', categoryView, 201)
  @Fails(CategoryTaken)
  add(@Body({ schema: newCategory }) body: NewCategory) {
    return this.categories.add(body);
  }

  @Patch(':id')
  @Allow('admin')
  @Answers('Change a category, of its creators too; for admins', categoryView)
  @Fails(CategoryNotFound, CategoryTaken)
  update(
    @Param({ schema: categoryPath }) { id }: z.infer<typeof categoryPath>,
    @Body({ schema: categoryUpdate }) update: CategoryUpdate,
  ) {
    return this.categories.update(id, update);
  }

  @Delete(':id')
  @Allow('admin')
  @Answers('Remove a category that no creator has, or give its creators another; for admins', categoryRemoved)
  @Fails(CategoryNotFound, CategoryInUse)
  remove(
    @Param({ schema: categoryPath }) { id }: z.infer<typeof categoryPath>,
    @Query({ schema: categoryRemoval }) query: CategoryRemoval,
  ) {
    return this.categories.remove(id, query);
  }
}
