"""People and companies in the admin."""

from django.contrib import admin

from accounts.models import Company, Membership, User
from jobboard.admin_site import ReadOnlyAdmin


@admin.register(User)
class UserAdmin(ReadOnlyAdmin):
    list_display = ("email", "name", "is_active", "is_staff", "date_joined")
    search_fields = ("=email",)
    exclude = ("password",)
    ordering = ("-date_joined", "id")
    show_full_result_count = False


class MembershipInline(admin.TabularInline[Membership, Company]):
    model = Membership
    extra = 0
    can_delete = False


@admin.register(Company)
class CompanyAdmin(ReadOnlyAdmin):
    list_display = ("name", "slug", "website", "created_at")
    search_fields = ("name", "slug")
    inlines = (MembershipInline,)
